package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WalStreamIT {
    private static final String SLOT = "cairn";

    private static PostgresConnector connector(ServerInstance server) {
        return new PostgresConnector(PostgresSettings.parse(server.uri()));
    }

    private static void execute(PostgresConnector connector, String sql) throws PostgresException, SQLException {
        try (Connection connection = connector.sql();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void writeMegabytes(PostgresConnector connector, int megabytes) throws Exception {
        execute(connector, "CREATE TABLE IF NOT EXISTS stones (t text)");
        execute(
                connector,
                "INSERT INTO stones SELECT repeat(md5(g::text), 31) FROM generate_series(1, " + megabytes * 1000
                        + ") g");
    }

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void the_stream_is_byte_for_byte_what_the_server_wrote(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            PostgresConnector connector = connector(server);
            try (ReplicationConnection replication = connector.replication()) {
                assertEquals(major, replication.serverVersion() / 10_000);
                SegmentSize size = replication.segmentSize();
                assertEquals(1 << 20, size.bytes());
                assertTrue(replication.createSlot(SLOT));
                assertFalse(replication.createSlot(SLOT));
                SlotState slot = replication.slot(SLOT).orElseThrow();
                assertEquals("reserved", slot.walStatus());
                Lsn from = size.startOf(slot.restart().orElseThrow());
                writeMegabytes(connector, 5);
                SystemIdentity identity = replication.identifySystem();
                CollectingSink sink = new CollectingSink(from);
                try (WalStream stream = replication.startReplication(SLOT, from, identity.timeline())) {
                    sink.receive(stream, identity.flushed());
                    long end = sink.end().value();
                    stream.sendStatus(end, end, end, true);
                    while (sink.serverEnd() == 0) {
                        stream.next(sink);
                    }
                    stream.stop();
                    assertEquals(new StreamEnd.Stopped(), sink.drain(stream));
                }
                compareWithFiles(server, sink.bytes(), from, size, identity);
                assertEquals("on", replication.show("full_page_writes"));
                try (Statement statement = replication.driver().createStatement()) {
                    assertTrue(statement.executeQuery("IDENTIFY_SYSTEM").next());
                }
                CollectingSink again = new CollectingSink(from);
                WalStream second = replication.startReplication(SLOT, from, identity.timeline());
                again.receive(second, identity.flushed());
                second.stop();
                again.drain(second);
                replication.dropSlot(SLOT);
                assertTrue(replication.slot(SLOT).isEmpty());
            }
        }
    }

    private static void compareWithFiles(
            ServerInstance server, byte[] wal, Lsn from, SegmentSize size, SystemIdentity identity) throws Exception {
        int whole = wal.length / size.bytes();
        assertTrue(whole >= 4, "only " + whole + " segments");
        SegmentName name = SegmentName.containing(identity.timeline(), from, size);
        for (int i = 0; i < whole; i++, name = name.next()) {
            byte[] file = Files.readAllBytes(server.data().resolve("pg_wal").resolve(name.fileName(size)));
            assertArrayEquals(file, Arrays.copyOfRange(wal, i * size.bytes(), (i + 1) * size.bytes()));
            WalPageHeader header = WalPageHeader.parse(file, 0);
            assertEquals(name.start(size), header.pageAddress());
            assertEquals(identity.systemId(), header.systemId());
            assertEquals(size, header.segmentSize());
            assertEquals(identity.timeline(), header.timeline());
        }
    }

    @Test
    void receiving_allocates_nothing_per_message() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            PostgresConnector connector =
                    connector(postgres.running(ClusterOptions.DEFAULT, Map.of("max_wal_size", "2GB")));
            try (ReplicationConnection replication = connector.replication()) {
                replication.createSlot(SLOT);
                Lsn from = replication
                        .segmentSize()
                        .startOf(replication.identifySystem().flushed());
                writeMegabytes(connector, 300);
                SystemIdentity identity = replication.identifySystem();
                long[] seen = new long[2];
                WalSink sink = new WalSink() {
                    @Override
                    public void wal(long startLsn, byte[] buffer, int offset, int length) {
                        seen[0] += length;
                        seen[1]++;
                    }

                    @Override
                    public void keepalive(long serverEnd, boolean replyRequested) {}
                };
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                WalStream stream = replication.startReplication(SLOT, from, identity.timeline());
                while (seen[0] < 32 << 20) {
                    stream.next(sink);
                }
                long messages = seen[1];
                long bytes = seen[0];
                long before = threads.getCurrentThreadAllocatedBytes();
                long started = System.nanoTime();
                while (from.value() + seen[0] < identity.flushed().value()) {
                    stream.next(sink);
                    stream.sendStatus(from.value() + seen[0], from.value(), from.value(), false);
                }
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                double seconds = (System.nanoTime() - started) / 1e9;
                messages = seen[1] - messages;
                bytes = seen[0] - bytes;
                System.out.printf(
                        "%d messages, %d MB, %.0f MB/s, %d bytes allocated%n",
                        messages, bytes / 1_000_000, bytes / 1e6 / seconds, allocated);
                assertTrue(bytes >= 256 << 20, bytes + " bytes");
                assertTrue(allocated < messages, allocated + " bytes for " + messages + " messages");
                stream.close();
            }
        }
    }

    @Test
    void silence_is_told_and_loses_nothing() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            PostgresConnector connector = connector(postgres.running());
            try (ReplicationConnection replication = connector.replication()) {
                replication.createSlot(SLOT);
                SystemIdentity identity = replication.identifySystem();
                Lsn from = replication.segmentSize().startOf(identity.flushed());
                CollectingSink sink = new CollectingSink(from);
                WalStream stream = replication.startReplication(SLOT, from, identity.timeline());
                stream.patience(Duration.ofMillis(50));
                while (stream.next(sink) != WalStream.Progress.SILENCE) {
                    continue;
                }
                writeMegabytes(connector, 1);
                sink.receive(stream, identity.flushed().plus(1_000_000));
                PostgresException.SlotInUse inUse = assertThrows(PostgresException.SlotInUse.class, () -> {
                    try (ReplicationConnection other = connector.replication()) {
                        other.startReplication(SLOT, from, identity.timeline());
                    }
                });
                assertEquals("55006", inUse.sqlState());
            }
        }
    }

    @Test
    void a_fast_shutdown_ends_the_stream_in_good_order() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerInstance server = postgres.running();
            PostgresConnector connector = connector(server);
            try (ReplicationConnection replication = connector.replication()) {
                replication.createSlot(SLOT);
                SystemIdentity identity = replication.identifySystem();
                Lsn from = replication.segmentSize().startOf(identity.flushed());
                WalStream stream = replication.startReplication(SLOT, from, identity.timeline());
                stream.patience(Duration.ofMillis(100));
                CollectingSink sink = new CollectingSink(from);
                // A walsender that has only just begun dies of a shutdown like any other backend.
                CountDownLatch streaming = new CountDownLatch(1);
                // Nothing is sent after the last byte is acknowledged: the server then says good-bye and hangs up, and
                // whatever arrives later makes its system throw away what we have not read yet.
                Callable<StreamEnd> receiving = () -> {
                    long acknowledged = 0;
                    while (stream.next(sink) != WalStream.Progress.ENDED) {
                        streaming.countDown();
                        if (sink.end().value() > acknowledged) {
                            acknowledged = sink.end().value();
                            stream.sendStatus(acknowledged, acknowledged, acknowledged, false);
                        }
                    }
                    return stream.end();
                };
                Future<StreamEnd> end = threads.submit(receiving);
                assertTrue(streaming.await(120, TimeUnit.SECONDS));
                server.stop();
                assertInstanceOf(StreamEnd.ServerClosed.class, end.get(120, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void removed_wal_and_a_missing_slot_are_told_apart_and_the_connection_goes_on() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            PostgresConnector connector = connector(server);
            try (ReplicationConnection replication = connector.replication()) {
                SystemIdentity first = replication.identifySystem();
                Lsn from = replication.segmentSize().startOf(first.flushed());
                for (int i = 0; i < 4; i++) {
                    execute(connector, "SELECT pg_switch_wal()");
                    writeMegabytes(connector, 2);
                    execute(connector, "CHECKPOINT");
                }
                execute(connector, "SELECT pg_switch_wal()");
                Path gone = server.data()
                        .resolve("pg_wal")
                        .resolve(SegmentName.containing(first.timeline(), from, new SegmentSize(1 << 20))
                                .fileName(new SegmentSize(1 << 20)));
                Files.deleteIfExists(gone);
                replication.createSlot(SLOT);
                WalStream stream = replication.startReplication(SLOT, from, first.timeline());
                assertThrows(PostgresException.WalRemoved.class, () -> new CollectingSink(from).drain(stream));
                assertEquals("1MB", replication.show("wal_segment_size"));
                assertThrows(
                        PostgresException.SlotMissing.class,
                        () -> replication.startReplication("nowhere", from, first.timeline()));
                assertEquals(first.systemId(), replication.identifySystem().systemId());
            }
        }
    }
}
