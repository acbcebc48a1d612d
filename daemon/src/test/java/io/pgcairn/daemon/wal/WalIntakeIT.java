package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.WalRun;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.testing.TestPostgres;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WalIntakeIT {
    private static final ClusterOptions SMALL = ClusterOptions.DEFAULT.withWalSegmentMegabytes(1);
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);
    private static final Duration NEVER = Duration.ofHours(1);
    /** A server that waited for us as it stops would do so for longer than any test. */
    private static final Map<String, String> KEEP = Map.of("wal_keep_size", "256MB", "wal_sender_timeout", "10min");

    private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

    private final MemoryObjectStore memory = new MemoryObjectStore(Clock.systemUTC());
    private final FaultyObjectStore store = new FaultyObjectStore(memory, FaultScript.none());

    /** Writes about this many megabytes of WAL; returns the position after them. */
    private static Lsn write(ServerInstance server, int megabytes) throws Exception {
        try (Connection sql = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = sql.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS filler (t text)");
            statement.execute("ALTER TABLE filler ALTER t SET STORAGE EXTERNAL");
            statement.execute("INSERT INTO filler SELECT repeat(md5(g::text), 30) FROM generate_series(1, "
                    + megabytes * 1100 + ") g");
            return position(statement);
        }
    }

    private static Lsn position(Statement statement) throws Exception {
        try (ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()")) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    private static Lsn flushedBySlot(ServerInstance server) throws Exception {
        try (Connection sql = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT restart_lsn FROM pg_replication_slots WHERE slot_name = 'pgcairn_main'")) {
            row.next();
            return Lsn.parse(row.getString(1));
        }
    }

    private static IntakeUnderTest intake(ServerInstance server, FaultyObjectStore store, Duration tails)
            throws Exception {
        return new IntakeUnderTest(server.uri(), store, IntakeUnderTest.settings(tails));
    }

    /** Every byte of the run is what the server has in pg_wal. */
    private static void assertSameAsServer(IntakeUnderTest intake, ServerInstance server) throws Exception {
        intake.lineage().wal().inventory().refresh();
        WalRun run = onlyRun(intake);
        for (long n = SIZE.numberOf(run.start()); n * SIZE.bytes() < run.end().value(); n++) {
            SegmentName segment = new SegmentName(run.timeline(), n);
            ByteBuffer ours = ByteBuffer.allocate(SIZE.bytes());
            int length = SIZE.bytes();
            if (intake.lineage().wal().inventory().isComplete(segment)) {
                intake.lineage().wal().fetchSegment(segment, ours);
            } else {
                length = intake.lineage().wal().fetchTails(segment, ours);
            }
            Path file = server.data().resolve("pg_wal").resolve(segment.fileName(SIZE));
            ByteBuffer theirs = ByteBuffer.wrap(Files.readAllBytes(file));
            assertEquals(-1, ours.rewind().slice(0, length).mismatch(theirs.slice(0, length)), segment.toString());
        }
    }

    private static WalRun onlyRun(IntakeUnderTest intake) {
        List<WalRun> runs = intake.lineage().wal().inventory().runs(new TimelineId(1));
        assertEquals(1, runs.size(), runs.toString());
        return runs.getFirst();
    }

    @ParameterizedTest
    @MethodSource("io.pgcairn.daemon.testing.TestPostgres#majors")
    void what_is_stored_is_what_the_server_wrote_and_the_slot_follows_the_frontier(int major) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(major)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            try (IntakeUnderTest intake = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await(
                        "a connection", () -> intake.intake().positions().isStreaming());
                Lsn end = write(server, 10);
                intake.awaitDurable(end);
                assertTrue(intake.segments().size() >= 9, intake.segments().toString());
                assertFalse(intake.intake().positions().durable().isBefore(end));
                assertSameAsServer(intake, server);
                IntakeUnderTest.await("the slot to follow", () -> {
                    try {
                        return !flushedBySlot(server).isBefore(end);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
                assertEquals(List.of(), intake.failures());
            }
        }
    }

    @Test
    void a_fast_shutdown_does_not_wait_for_the_tail_interval() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            try (IntakeUnderTest intake = intake(server, store, NEVER)) {
                IntakeUnderTest.await(
                        "a connection", () -> intake.intake().positions().isStreaming());
                write(server, 1);
                server.stopFast(STOP_LIMIT);
                postgres.start(server, KEEP);
                // The server replays nothing that we lack: its shutdown checkpoint was acknowledged.
                intake.awaitDurable(write(server, 1));
                assertSameAsServer(intake, server);
            }
        }
    }

    @Test
    void nothing_beyond_what_the_store_took_is_ever_acknowledged() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            try (IntakeUnderTest intake = intake(server, store, Duration.ofMillis(50))) {
                IntakeUnderTest.await(
                        "a connection", () -> intake.intake().positions().isStreaming());
                intake.awaitDurable(write(server, 1));
                store.follow(FaultScript.failing(
                        StoreStep.COMMIT,
                        Integer.MAX_VALUE,
                        key -> true,
                        key -> new StoreUnavailableException("down", "wait", null)));
                Lsn before = intake.intake().positions().durable();
                Lsn end = write(server, 8);
                IntakeUnderTest.await(
                        "the stall",
                        () -> intake.failures().stream()
                                .anyMatch(f -> f.fault() == Fault.STORE_UNAVAILABLE && f instanceof IntakeException));
                assertTrue(intake.intake().positions().durable().isBefore(end));
                assertFalse(flushedBySlot(server)
                        .isAfter(intake.intake().positions().durable()));
                assertTrue(before.minus(intake.intake().positions().durable()) <= 0);

                // The connection is gone: a shutdown has nobody to wait for, although nothing can be stored.
                server.stopFast(STOP_LIMIT);
                postgres.start(server, KEEP);
                store.follow(FaultScript.none());
                intake.awaitDurable(write(server, 1));
                assertSameAsServer(intake, server);
            }
        }
    }

    @Test
    void nothing_appears_behind_a_segment_that_cannot_be_stored_and_the_next_intake_goes_on_there() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            try (IntakeUnderTest first = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await(
                        "a connection", () -> first.intake().positions().isStreaming());
                first.awaitDurable(write(server, 3));
                // Whatever is killed now leaves no hole: several segments are on their way, none overtakes.
                SegmentName lost = SegmentName.containing(
                        new TimelineId(1), first.intake().positions().durable(), SIZE);
                store.follow(FaultScript.failing(
                        StoreStep.COMMIT,
                        Integer.MAX_VALUE,
                        key -> key.contains(lost.fileName(SIZE)),
                        key -> new StoreUnavailableException("down", "wait", null)));
                write(server, 3);
                Lsn beyond = lost.next().next().start(SIZE);
                IntakeUnderTest.await(
                        "the segments behind, and some tries of the one that cannot be stored",
                        () -> first.intake().positions().received().isAfter(beyond)
                                && first.failures().size() > 2);
                assertFalse(onlyRun(first).end().isAfter(lost.next().start(SIZE)));
            }
            store.follow(FaultScript.none());
            try (IntakeUnderTest second = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await(
                        "a connection", () -> second.intake().positions().isStreaming());
                second.awaitDurable(write(server, 1));
                assertSameAsServer(second, server);
                assertEquals(List.of(), second.gaps());
            }
        }
    }

    @Test
    void a_killed_server_is_streamed_again_after_its_recovery() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            try (IntakeUnderTest intake = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await(
                        "a connection", () -> intake.intake().positions().isStreaming());
                intake.awaitDurable(write(server, 2));
                server.kill();
                postgres.start(server, KEEP);
                intake.awaitDurable(write(server, 2));
                assertSameAsServer(intake, server);
            }
        }
    }

    @Test
    void wal_that_the_server_removed_is_a_gap_that_is_told_and_not_asked_for_again() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            Map<String, String> keepLittle = Map.of("max_slot_wal_keep_size", "2MB", "max_wal_size", "3MB");
            ServerInstance server = postgres.running(SMALL, keepLittle);
            try (IntakeUnderTest first = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await(
                        "a connection", () -> first.intake().positions().isStreaming());
                first.awaitDurable(write(server, 2));
            }
            write(server, 12);
            try (Connection sql = DriverManager.getConnection(server.jdbcUrl());
                    Statement statement = sql.createStatement()) {
                statement.execute("CHECKPOINT");
                statement.execute("SELECT pg_switch_wal()");
                statement.execute("CHECKPOINT");
            }
            write(server, 3);
            try (IntakeUnderTest second = intake(server, store, Duration.ofMillis(100))) {
                IntakeUnderTest.await("a gap to be told", () -> !second.gaps().isEmpty());
                second.awaitDurable(write(server, 1));
                assertEquals(1, second.gaps().size());
                assertEquals(
                        List.of(Fault.POSTGRES_WAL_REMOVED),
                        second.failures().stream().map(f -> f.fault()).toList());
                assertEquals(
                        2,
                        second.lineage()
                                .wal()
                                .inventory()
                                .runs(new TimelineId(1))
                                .size());
            }
        }
    }

    @Test
    void a_graceful_stop_leaves_nothing_undurable_and_takes_no_interval() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(SMALL, KEEP);
            IntakeUnderTest intake = intake(server, store, NEVER);
            IntakeUnderTest.await(
                    "a connection", () -> intake.intake().positions().isStreaming());
            Lsn end = write(server, 1);
            IntakeUnderTest.await(
                    "the last byte",
                    () -> !intake.intake().positions().received().isBefore(end));
            intake.intake().stop(STOP_LIMIT);
            intake.close();
            assertTrue(intake.hasEnded());
            assertFalse(intake.intake().positions().durable().isBefore(end));
            assertFalse(onlyRun(intake).end().isBefore(end));
        }
    }
}
