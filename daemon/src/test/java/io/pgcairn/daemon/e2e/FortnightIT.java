package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A fortnight of daily backups whose days last seconds: pruned each day, and restored to an advertised moment. */
class FortnightIT {
    private static final int DAYS = 14;
    private static final Duration WINDOW = Duration.ofSeconds(12);
    private static final String HELD = "day-2";

    @Test
    void after_every_prune_any_advertised_moment_is_restored_and_nothing_else_is_stored() throws Exception {
        long seed = Long.getLong("pgcairn.seed", System.nanoTime());
        System.out.println("FortnightIT: -Dpgcairn.seed=" + seed);
        Random random = new Random(seed);
        try (TestPostgres postgres = TestPostgres.major(18);
                Host host = new Host(postgres)) {
            host.useTiers(
                    "[near]",
                    host.near(),
                    "    retention: { automatic: false, window: " + WINDOW.toSeconds()
                            + "s, minimum: 1, leftovers_after: 1s }\n");
            List<Ledger.Mark> marks = new ArrayList<>();
            for (int day = 1; day <= DAYS; day++) {
                live(host, day, marks);
                boolean isPruned = prune(host);
                List<String> islands = islands(StoredBackups.in(host.site().store()));
                if (isPruned) {
                    requireNothingElse(host, islands);
                }
                Ledger.Mark mark = anyAdvertised(host, islands, marks, random);
                Clone clone = host.restored("day " + day, "--target-time", mark.time());
                assertEquals(mark.rows(), host.recovered(clone), "the rows of day " + day);
                host.site().endRestores();
            }
            StoredBackups left = StoredBackups.in(host.site().store());
            assertTrue(left.newestLast().size() < DAYS, "something was pruned: " + left);
            Clone held = host.restored("held", "--target", "immediate", "--backup", HELD);
            assertTrue(held.server() != null && !host.recovered(held).isEmpty(), "the held backup has rows");
            host.requireQuietLog("");
        }
    }

    /** A day: a backup, rows, and moments between them. */
    private static void live(Host host, int day, List<Ledger.Mark> marks) throws Exception {
        Host.require(0, host.site().run("backup", "--wait", "--name", "day-" + day));
        if (HELD.equals("day-" + day)) {
            Host.require(0, host.site().run("hold", HELD, "--reason", "before the migration"));
        }
        for (int hour = 1; hour <= 3; hour++) {
            host.ledger.writeSegment(5);
            marks.add(host.ledger.mark("day " + day + " hour " + hour));
        }
        host.ledger.awaitDurable();
    }

    /**
     * Whether it was pruned: where the machine is slow for a day, that day is so long beside the others that the
     * program waits for another one before it believes the clock.
     */
    private static boolean prune(Host host) {
        InProcess.Answer answer = host.site().run("prune");
        assertTrue(
                answer.exitCode() == 0
                        || answer.exitCode() == Fault.RETENTION_REFUSED.exitCode()
                                && answer.err().contains("a clock jumped"),
                answer::toString);
        return answer.exitCode() == 0;
    }

    /** The backups that only need WAL of their own. */
    private static List<String> islands(StoredBackups stored) {
        List<StoredBackups.Backup> backups = stored.newestLast();
        boolean isIsland = backups.size() > 1
                && backups.getFirst().name().equals(HELD)
                && !backups.get(1).stopped().isAfter(windowStart(stored));
        return isIsland ? List.of(HELD) : List.of();
    }

    /** Fails unless the store holds what is advertised and no more. */
    private static void requireNothingElse(Host host, List<String> islands) throws Exception {
        Eventually.is("tails of stored segments are gone", Host.LIMIT, () -> hasNoSupersededTail(host));
        StoredBackups.in(host.site().store()).requireNothingElse(islands);
    }

    private static boolean hasNoSupersededTail(Host host) throws Exception {
        List<String> complete = StoredWal.complete(host.site().objects()).stream()
                .map(StoredWal::segmentOf)
                .toList();
        return host.site().objects().stream()
                .filter(name -> name.contains(".tail/"))
                .noneMatch(name -> complete.contains(name.replaceFirst(".*/([0-9A-F]{24})\\.tail/.*", "$1")));
    }

    private static Instant windowStart(StoredBackups stored) {
        return stored.newestLast().getLast().stopped().minus(WINDOW);
    }

    /** Any moment from the window's start on, or from the first backup on if that is later. */
    private static Ledger.Mark anyAdvertised(Host host, List<String> islands, List<Ledger.Mark> marks, Random random)
            throws Exception {
        StoredBackups stored = StoredBackups.in(host.site().store());
        Instant first = stored.newestLast().stream()
                .filter(backup -> !islands.contains(backup.name()))
                .findFirst()
                .orElseThrow()
                .stopped();
        Instant start = windowStart(stored).isAfter(first) ? windowStart(stored) : first;
        List<Ledger.Mark> advertised = marks.stream()
                .filter(mark -> Instant.parse(mark.time()).isAfter(start))
                .toList();
        return advertised.get(random.nextInt(advertised.size()));
    }
}
