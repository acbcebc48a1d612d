package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.ReplicationConnection;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.postgres.WalSink;
import io.pgcairn.daemon.postgres.WalStream;
import java.io.IOException;

/** The replication client alone: what it receives is counted and forgotten. */
record BareStream(PostgresConnector connector, String slot) {
    void receive(Lsn from, Lsn to, Halfway halfway) throws CairnException, IOException {
        try (ReplicationConnection connection = connector.replication();
                WalStream stream = connection.startReplication(slot, from, TimelineId.FIRST)) {
            Counter counter = new Counter();
            while (Long.compareUnsigned(counter.position, to.value()) < 0) {
                if (stream.next(counter) == WalStream.Progress.ENDED) {
                    throw new IOException("the stream ended at " + new Lsn(counter.position));
                }
                halfway.look(counter.position);
            }
        }
    }

    private static final class Counter implements WalSink {
        private long position;

        @Override
        public void wal(long startLsn, byte[] buffer, int offset, int length) {
            position = startLsn + length;
        }

        @Override
        public void keepalive(long serverEnd, boolean replyRequested) {}
    }
}
