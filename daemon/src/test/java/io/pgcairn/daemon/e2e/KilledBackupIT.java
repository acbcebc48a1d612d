package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.testing.TestPostgres;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The daemon is killed again and again while it takes a backup; the next one is taken, and nothing else stays. */
class KilledBackupIT {
    /** With how many objects of the running backup in the store the daemon is killed: from its lease on to its mark. */
    private static final List<Integer> STEPS = List.of(0, 1, 2, 4, 6);

    @Test
    void whatever_a_killed_backup_left_is_pruned_once_another_is_taken() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14);
                Host host = new Host(postgres)) {
            host.useTiers(
                    "[near]",
                    host.near(),
                    "    retention: { automatic: false, window: 1h, minimum: 1, leftovers_after: 1s }\n");
            host.ledger.writeSegment(20);
            for (int step : STEPS) {
                killWith(host, step);
                Host.require(0, host.site().run("backup", "--wait"));
                requireNothingElse(host);
            }
            Ledger.Mark mark = host.ledger.mark("the end");
            host.ledger.awaitDurable();
            assertEquals(mark.rows(), host.recovered(host.restored("the end", "--target-name", "the end")));
            host.requireQuietLog("");
        }
    }

    private static void killWith(Host host, int objects) throws Exception {
        TreeSet<String> before = ofBackups(host);
        Host.require(0, host.site().run("backup"));
        Eventually.is(
                objects + " objects of a backup are stored, or it is good",
                Host.LIMIT,
                () -> ofBackups(host).size() >= before.size() + objects);
        host.killDaemonAndStartAgain();
    }

    private static TreeSet<String> ofBackups(Host host) throws Exception {
        TreeSet<String> names = host.site().objects();
        names.removeIf(name -> !name.matches("main/\\d+/backups/.*\\.(age|json)"));
        return names;
    }

    /** What is left of a killed backup goes as soon as it is old enough. */
    private static void requireNothingElse(Host host) throws Exception {
        Eventually.is(
                "only what is reached is stored; the store is " + host.site().store(), Host.LIMIT, () -> {
                    Host.require(0, host.site().run("prune"));
                    TreeSet<String> names = ofBackups(host);
                    return names.equals(StoredBackups.in(host.site().store()).reached(names));
                });
    }
}
