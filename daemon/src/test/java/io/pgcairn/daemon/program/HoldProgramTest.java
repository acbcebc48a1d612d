package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.upkeep.MarkWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds over two tiers that are directories. */
class HoldProgramTest {
    private static final String OLD = "20261119T070000.000Z";
    private static final String BOTH = "20261120T070000.000Z";
    private static final String NEW = "20261121T070000.000Z";

    private final Path directory;
    private final TwoDirectories tiers;

    HoldProgramTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.tiers = new TwoDirectories(directory);
    }

    @BeforeEach
    void store_backups() throws Exception {
        tiers.store("near", BOTH, "before-upgrade");
        tiers.store("near", NEW, "");
        tiers.store("far", OLD, "");
        tiers.store("far", BOTH, "before-upgrade");
    }

    private Set<BackupId> active(Instant now) throws Exception {
        try (OpenedCluster cluster = tiers.opened()) {
            return new ActiveHolds(cluster.tiers()).of(TwoDirectories.LINEAGE, now);
        }
    }

    @Test
    void a_hold_is_placed_on_every_tier_that_has_the_backup_by_id_and_by_name() throws Exception {
        assertTrue(tiers.succeed("hold", BOTH).text().contains("held on tier near, far until pgcairn unhold " + BOTH));
        assertTrue(tiers.succeed("hold", NEW, "--until", "30d").text().contains("held on tier near until 20"));

        assertEquals(1, tiers.objects("near", BOTH + "/hold/").size());
        assertEquals(tiers.objects("near", BOTH + "/hold/"), tiers.objects("far", BOTH + "/hold/"));
        assertEquals(Set.of(new BackupId(BOTH), new BackupId(NEW)), active(Instant.now()));
        assertEquals(Set.of(new BackupId(BOTH)), active(Instant.now().plus(Duration.ofDays(31))));

        String json = tiers.succeed("hold", "before-upgrade", "--reason", "safe", "--json")
                .text();
        assertTrue(json.contains("\"backup\" : \"" + BOTH + "\""), json);
        assertTrue(json.contains("\"until\" : \"forever\""), json);
        assertEquals(2, tiers.objects("far", BOTH + "/hold/").size());
    }

    @Test
    void unhold_ends_all_holds_on_all_tiers_and_may_be_said_twice() throws Exception {
        tiers.succeed("hold", BOTH);
        tiers.succeed("hold", BOTH, "--until", "2w");

        assertTrue(tiers.succeed("unhold", "before-upgrade").text().contains("no longer held on tier near, far"));
        assertEquals(Set.of(), active(Instant.now()));
        assertEquals(List.of(), tiers.objects("near", "/hold/"));
        assertTrue(tiers.succeed("unhold", BOTH).text().contains("no hold is on backup " + BOTH));
    }

    @Test
    void what_is_held_is_not_deleted_unless_forced_also_where_the_hold_is_elsewhere() throws Exception {
        tiers.store("far", NEW, "");
        tiers.succeed("hold", BOTH, "--reason", "before the migration");
        tiers.assertRefused(Fault.BACKUP_NEEDED, "is held for ever: before the migration", tiers.run("delete", BOTH));
        for (String hold : tiers.objects("far", BOTH + "/hold/")) {
            tiers.delete("far", hold);
        }
        tiers.assertRefused(Fault.BACKUP_NEEDED, "is held", tiers.run("delete", BOTH, "--tier", "far"));
        tiers.succeed("delete", BOTH, "--tier", "far", "--force");
        assertEquals(1, tiers.objects("far", BOTH).size());
        tiers.succeed("unhold", BOTH);
        tiers.succeed("delete", BOTH);
    }

    @Test
    void an_unknown_backup_is_told_with_the_known_ones_and_one_without_a_mark_is_not_held() throws Exception {
        tiers.assertRefused(Fault.BACKUP_UNKNOWN, "there is no backup yesterday", tiers.run("hold", "yesterday"));
        tiers.assertRefused(Fault.BACKUP_UNKNOWN, String.join(", ", OLD, BOTH, NEW), tiers.run("unhold", "20200101"));
        tiers.delete("near", TwoDirectories.LINEAGE + "/backups/" + NEW + "/backup.json");
        tiers.assertRefused(Fault.BACKUP_UNKNOWN, "has no commit mark", tiers.run("hold", NEW));
        assertEquals(List.of(), tiers.objects("near", "/hold/"));
    }

    @Test
    void a_name_that_two_backups_have_is_refused_with_their_ids() throws Exception {
        tiers.store("far", "20261118T070000.000Z", "before-upgrade");
        tiers.assertRefused(Fault.BACKUP_UNKNOWN, "20261118T070000.000Z, " + BOTH, tiers.run("hold", "before-upgrade"));
    }

    @Test
    void nothing_is_placed_and_no_hold_is_known_while_a_tier_cannot_be_asked() throws Exception {
        tiers.breakTier("far");
        assertTrue(tiers.run("hold", BOTH).exitCode() != 0);
        assertTrue(tiers.run("unhold", BOTH).exitCode() != 0);
        assertEquals(List.of(), tiers.objects("near", "/hold/"));
        assertThrows(ObjectFailure.class, () -> active(Instant.now()));
    }

    @Test
    void a_tier_that_refuses_is_told_with_those_that_took_the_hold() throws Exception {
        // A directory cannot take an object's name: the store refuses.
        Clock breaking = new HookedClock(() ->
                Files.createFile(directory.resolve("far/" + TwoDirectories.LINEAGE + "/backups/" + BOTH + "/hold")));

        CairnException refused = assertThrows(
                CairnException.class,
                () -> new HoldProgram(tiers.clusters(), breaking).hold(tiers.selection(), BOTH, Optional.empty(), ""));

        assertTrue(String.valueOf(refused.getMessage()).contains("placing the hold on tier far"), refused::toString);
        assertTrue(String.valueOf(refused.getMessage()).contains("it was placed on tier near"), refused::toString);
        assertEquals(1, tiers.objects("near", "/hold/").size());
    }

    @Test
    void a_prune_that_was_faster_is_told_and_leaves_no_hold_behind() throws Exception {
        Clock pruning = new HookedClock(() -> Files.delete(mark("far")));

        CairnException pruned = assertThrows(
                CairnException.class,
                () -> new HoldProgram(tiers.clusters(), pruning, new MarkWatch(Duration.ZERO))
                        .hold(tiers.selection(), BOTH, Optional.empty(), ""));

        assertEquals(Fault.BACKUP_UNKNOWN, pruned.fault());
        assertTrue(String.valueOf(pruned.getMessage()).contains("deleted from tier far while"), pruned::toString);
        assertTrue(String.valueOf(pruned.getMessage()).contains("held on tier near"), pruned::toString);
        assertEquals(List.of(), tiers.objects("far", "/hold/"));
        assertEquals(1, tiers.objects("near", "/hold/").size());
    }

    @Test
    void a_mark_that_a_prune_puts_back_when_it_sees_the_hold_is_waited_for() throws Exception {
        Path away = directory.resolve("away.json");
        List<Thread> putting = new ArrayList<>();
        Clock pruning = new HookedClock(() -> {
            Files.move(mark("far"), away);
            putting.add(Thread.startVirtualThread(() -> putBackOnceHeld(away)));
        });

        new HoldProgram(tiers.clusters(), pruning, new MarkWatch(Duration.ofMinutes(5)))
                .hold(tiers.selection(), BOTH, Optional.empty(), "");

        putting.getFirst().join();
        assertTrue(Files.exists(mark("far")));
        assertEquals(1, tiers.objects("far", "/hold/").size());
    }

    private void putBackOnceHeld(Path away) {
        try {
            while (tiers.listed("far").stream().noneMatch(name -> name.contains("/hold/"))) {
                LockSupport.parkNanos(20_000_000);
            }
            Files.move(away, mark("far"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path mark(String tier) {
        return directory.resolve(tier + "/" + TwoDirectories.LINEAGE + "/backups/" + BOTH + "/backup.json");
    }

    /** Lets something happen between finding a backup and placing the hold: the program looks at the clock there. */
    private static final class HookedClock extends Clock {
        private final Hook hook;

        HookedClock(Hook hook) {
            this.hook = hook;
        }

        interface Hook {
            void run() throws IOException;
        }

        @Override
        public Instant instant() {
            try {
                hook.run();
                return Instant.now();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
