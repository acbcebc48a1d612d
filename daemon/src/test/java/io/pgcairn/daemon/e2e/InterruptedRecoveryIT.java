package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The daemon is stopped, killed and started again while others recover by it: they wait, and lose nothing. */
class InterruptedRecoveryIT {
    /** Of some forty that the recovery needs. */
    private static final List<Integer> GATES = List.of(6, 14, 22);

    private static final int KILLED_AT = 22;

    @Test
    void a_recovery_goes_on_after_each_restart_of_the_daemon_and_ends_at_the_last_row() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18);
                Host host = new Host(postgres);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            host.daemon().ready();
            host.backUp();
            for (int segment = 0; segment < 40; segment++) {
                host.ledger.writeSegment(5);
            }
            host.ledger.awaitDurable();
            TreeSet<Long> durable = host.ledger.acknowledged();
            Clone clone = host.restored("interrupted", "--target", "latest");
            RecoveryGates gates = new RecoveryGates(clone.server(), clone.data().resolveSibling("gates"), GATES);
            CompletableFuture<TreeSet<Long>> recovery = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return host.recovered(clone);
                        } catch (Exception e) {
                            throw new IllegalStateException(
                                    "the log is " + clone.server().log(), e);
                        }
                    },
                    threads);
            for (int gate : GATES) {
                gates.awaitHeld(gate, recovery);
                if (gate == KILLED_AT) {
                    host.daemon().kill();
                    gates.open(gate);
                    host.startDaemonAgain();
                } else {
                    host.stopDaemonAndStartAgain(() -> gates.open(gate));
                }
            }
            host.requireAtLeast(durable, recovery.get(10, TimeUnit.MINUTES));
            gates.requireNoneFailed();
            host.requireQuietLog("");
        }
    }

    @Test
    void a_standby_that_follows_by_restore_command_goes_on_following() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Host host = new Host(postgres)) {
            host.daemon().ready();
            host.backUp();
            Clone standby = host.restored("standby", "--target", "latest");
            RecoveryGates gates =
                    new RecoveryGates(standby.server(), standby.data().resolveSibling("gates"), List.of());
            follow(standby.data());
            postgres.start(standby.server(), Map.of("wal_retrieve_retry_interval", "100ms"));
            for (int round = 0; round < 2; round++) {
                // It asks ten times a second, so it asks while the daemon stops, too.
                host.stopDaemonAndStartAgain(() -> {});
                host.daemon().ready();
                host.ledger.writeSegment(5);
                long last = host.ledger.acknowledged().last();
                Eventually.is(
                        "the standby has row " + last + "; its log is "
                                + standby.server().log(),
                        Host.LIMIT,
                        () -> Ledger.rows(standby.server()).contains(last));
            }
            assertEquals("t", Sql.of(standby.server()).ask("SELECT pg_is_in_recovery()"));
            gates.requireNoneFailed();
            host.requireQuietLog("");
        }
    }

    private static void follow(Path data) throws Exception {
        Files.move(data.resolve("recovery.signal"), data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "recovery_target_timeline = 'latest'\n",
                StandardOpenOption.APPEND);
    }
}
