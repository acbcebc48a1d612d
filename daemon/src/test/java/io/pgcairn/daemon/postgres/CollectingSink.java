package io.pgcairn.daemon.postgres;

import java.io.ByteArrayOutputStream;

/** Keeps all WAL it is given, and refuses a hole in it. */
final class CollectingSink implements WalSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long start;
    private long serverEnd;

    CollectingSink(Lsn start) {
        this.start = start.value();
    }

    @Override
    public void wal(long startLsn, byte[] buffer, int offset, int length) {
        if (startLsn != end().value()) {
            throw new IllegalStateException("WAL at " + Lsn.format(startLsn) + " instead of " + end());
        }
        bytes.write(buffer, offset, length);
    }

    @Override
    public void keepalive(long end, boolean replyRequested) {
        serverEnd = end;
    }

    Lsn end() {
        return new Lsn(start + bytes.size());
    }

    long serverEnd() {
        return serverEnd;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Receives until {@code end} is reached. */
    void receive(WalStream stream, Lsn end) throws PostgresException {
        while (end().isBefore(end)) {
            if (stream.next(this) == WalStream.Progress.ENDED) {
                throw new IllegalStateException("the stream ended at " + end() + ": " + stream.end());
            }
        }
    }

    /** Receives until the stream ends. */
    StreamEnd drain(WalStream stream) throws PostgresException {
        while (stream.next(this) != WalStream.Progress.ENDED) {
            continue;
        }
        return stream.end();
    }
}
