package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineIT {
    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void an_ended_timeline_streams_to_its_switch_point_and_names_the_next(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running();
            PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
            Lsn from;
            try (ReplicationConnection replication = connector.replication()) {
                replication.createSlot("cairn");
                from = replication
                        .segmentSize()
                        .startOf(replication.identifySystem().flushed());
            }
            server.stop();
            Files.createFile(server.data().resolve("standby.signal"));
            postgres.start(server, java.util.Map.of());
            try (Connection connection = connector.sql();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_promote(true, 60)");
            }
            try (ReplicationConnection replication = connector.replication()) {
                TimelineId two = new TimelineId(2);
                assertEquals(two, replication.identifySystem().timeline());
                Path file = server.data().resolve("pg_wal").resolve(two.historyFileName());
                byte[] history = replication.timelineHistory(two);
                assertArrayEquals(Files.readAllBytes(file), history);
                Lsn switched = TimelineHistory.parse(two, history).begin();

                CollectingSink sink = new CollectingSink(from);
                WalStream old = replication.startReplication("cairn", from, TimelineId.FIRST);
                assertEquals(new StreamEnd.TimelineEnded(two, switched), sink.drain(old));
                assertEquals(switched, sink.end());

                WalStream empty = replication.startReplication("cairn", switched, TimelineId.FIRST);
                assertEquals(new StreamEnd.TimelineEnded(two, switched), new CollectingSink(switched).drain(empty));

                CollectingSink next = new CollectingSink(switched);
                WalStream stream = replication.startReplication("cairn", switched, two);
                next.receive(stream, replication(connector));
                stream.stop();
                assertEquals(new StreamEnd.Stopped(), next.drain(stream));
            }
        }
    }

    private static Lsn replication(PostgresConnector connector) throws PostgresException {
        try (ReplicationConnection other = connector.replication()) {
            return other.identifySystem().flushed();
        }
    }
}
