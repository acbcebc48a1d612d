package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.PruneReport.Run;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrunerTest {
    private static final TimelineId FIRST = new TimelineId(1);

    private PrunedTier tier;
    private BackupId old;
    private BackupId kept;

    @BeforeEach
    void an_expired_backup_and_a_kept_one() throws IOException {
        Clock longAgo = Clock.fixed(PrunedTier.NOW.minus(Duration.ofDays(9)), ZoneOffset.UTC);
        tier = new PrunedTier(new MemoryObjectStore(longAgo));
        old = tier.backup(1, 1, 2);
        tier.wal(1, 1, 9);
        kept = tier.backup(1, 5, 6);
        tier.expired.add(old);
        tier.open.add(kept);
    }

    @Test
    void removes_an_expired_backup_and_the_wal_before_the_kept_one() throws Exception {
        PruneReport report = tier.prune();
        assertEquals(Set.of(old), report.backups().keySet());
        assertEquals(5, sum(report.backups()));
        assertEquals(List.of(new Run(FIRST, 1, 4)), report.segments());
        assertEquals(4, report.wal().objects());
        assertEquals(Set.of(), tier.below(tier.prefix(old)));
        assertEquals(5, tier.below(tier.prefix(kept)).size());
        assertEquals(5, tier.below(tier.archive.lineage() + "/wal/").size());
    }

    @Test
    void leaves_the_records_of_drills_to_those_who_write_them() throws Exception {
        String record = tier.archive.lineage() + "/drills/20251101T000000.000Z.json";
        PrunedTier.put(tier.store, record);
        PruneReport report = tier.prune();
        assertEquals(Set.of(old), report.backups().keySet());
        assertEquals(Set.of(record), tier.below(tier.archive.lineage() + "/drills/"));
    }

    @Test
    void a_dry_run_reports_the_same_and_removes_nothing() throws Exception {
        tier.archive.tail(1, 7, 0, 100);
        tier.archive.parts(BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofDays(3))), 3);
        Set<String> before = tier.keys();
        Pruner dry = tier.pruner(tier.store, true);
        assertTrue(dry.run());
        assertEquals(before, tier.keys());
        assertEquals(tier.prune(), dry.report());
        long bytes = dry.report().gone().objects();
        assertEquals(before.size() - tier.keys().size(), bytes);
    }

    @Test
    void removes_the_mark_before_anything_else_of_a_backup_and_packs_last() throws Exception {
        List<String> order = new ArrayList<>();
        FaultyObjectStore store = new FaultyObjectStore(tier.store, (step, key) -> {
            if (step == StoreStep.DELETE) {
                order.add(key.substring(key.lastIndexOf('/') + 1));
            }
        });
        assertTrue(tier.pruner(store, false).run());
        assertEquals(
                List.of(
                        "backup.json",
                        "backup_manifest.zst.age",
                        "manifest.zst.age",
                        "0000.tar.zst.age",
                        "0001.tar.zst.age"),
                order.subList(0, 5));
    }

    @Test
    void removes_increments_before_what_they_are_increments_of() throws Exception {
        BackupId child = tier.backup(1, 7, 7);
        tier.incrementOf(child, old);
        tier.expired.add(child);
        assertEquals(List.of(child, old), List.copyOf(tier.prune().backups().keySet()));
    }

    @Test
    void puts_the_mark_back_if_a_hold_appears_while_it_is_removed() throws Exception {
        FaultyObjectStore store = new FaultyObjectStore(tier.store, (step, key) -> {
            if (step == StoreStep.DELETE && key.endsWith("backup.json")) {
                tier.hold(tier.store, old);
            }
        });
        Set<String> before = tier.keys();
        byte[] mark = read(old);
        Pruner pruner = tier.pruner(store, false);
        assertFalse(pruner.run());
        before.addAll(tier.below(tier.prefix(old) + "hold/"));
        assertEquals(before, tier.keys());
        assertEquals(new String(mark), new String(read(old)));
        assertEquals(0, pruner.report().gone().objects());
    }

    @Test
    void puts_the_mark_back_if_a_restore_begins_while_it_is_removed() throws Exception {
        FaultyObjectStore store = new FaultyObjectStore(tier.store, (step, key) -> {
            if (step == StoreStep.DELETE && key.endsWith("backup.json")) {
                tier.readNow.add(old);
            }
        });
        Set<String> before = tier.keys();
        assertFalse(tier.pruner(store, false).run());
        assertEquals(before, tier.keys());
    }

    @Test
    void leaves_wal_alone_if_a_restore_begins_that_the_plan_did_not_know_of() throws Exception {
        tier.readNow.add(kept);
        assertFalse(tier.pruner(tier.store, false).run());
        assertEquals(9, tier.below(tier.archive.lineage() + "/wal/").size());
    }

    @Test
    void nothing_goes_if_two_listings_show_different_backups() throws Exception {
        BackupShelf both = BackupShelf.read(tier.store, tier.archive.lineage());
        Set<String> before = tier.keys();
        assertFalse(
                tier.pruner(tier.store, false, both, tier.backups.subList(0, 1)).run());
        tier.store.delete(List.of(tier.archive.mark(kept)));
        BackupShelf fewer = BackupShelf.read(tier.store, tier.archive.lineage());
        assertFalse(tier.pruner(tier.store, false, fewer, tier.backups).run());
        before.remove(tier.archive.mark(kept).value());
        assertEquals(before, tier.keys());
    }

    @Test
    void a_backup_whose_mark_is_locked_stays_whole_with_its_own_wal() throws Exception {
        Pruner pruner = tier.pruner(refusing(key -> key.endsWith("backup.json")), false);
        assertTrue(pruner.run());
        assertEquals(1, pruner.report().locked().objects());
        assertEquals(5, tier.below(tier.prefix(old)).size());
        assertEquals(List.of(new Run(FIRST, 3, 4)), pruner.report().segments());
    }

    @Test
    void locked_objects_do_not_keep_the_others_and_are_tried_again() throws Exception {
        String locked = tier.archive.segmentKey(1, 2).value();
        Pruner pruner = tier.pruner(refusing(locked::equals), false);
        assertTrue(pruner.run());
        assertEquals(1, pruner.report().locked().objects());
        assertEquals(List.of(new ObjectKey(locked)), pruner.report().lockedKeys());
        assertEquals(
                List.of(new Run(FIRST, 1, 1), new Run(FIRST, 3, 4)),
                pruner.report().segments());
        assertEquals(List.of(new Run(FIRST, 2, 2)), tier.prune().segments());
    }

    @Test
    void a_store_that_allows_no_deletion_is_not_asked_for_each_object() throws Exception {
        tier.wal(2, 1, 3000);
        BackupId next = tier.backup(3, 3001, 3002);
        tier.open.clear();
        tier.open.add(next);
        tier.expired.add(kept);
        int[] requests = {0};
        FaultyObjectStore store = new FaultyObjectStore(tier.store, (step, key) -> {
            if (step == StoreStep.DELETE) {
                requests[0]++;
                throw new StoreForbiddenException("locked", "wait", null);
            }
        });
        Pruner pruner = tier.pruner(store, false);
        assertTrue(pruner.run());
        assertTrue(requests[0] < 100, "asked " + requests[0] + " times");
        assertTrue(pruner.report().locked().objects() > 3000);
        assertEquals(0, pruner.report().gone().objects());
    }

    @Test
    void removes_tails_beside_their_whole_segment_and_keeps_those_of_contradicting_ones() throws Exception {
        ObjectKey superseded = tier.archive.tail(1, 8, 0, 100);
        ObjectKey lone = tier.archive.tail(1, 10, 0, 100);
        ObjectKey contradicting = tier.archive.tail(1, 9, 0, 100);
        PrunedTier.put(tier.store, tier.archive.stem(1, 9) + "-ffffffffffffffff.zst.age");
        PruneReport report = tier.prune();
        assertEquals(1, report.tails().objects());
        Set<String> keys = tier.keys();
        assertFalse(keys.contains(superseded.value()));
        assertTrue(keys.contains(lone.value()));
        assertTrue(keys.contains(contradicting.value()));
    }

    @Test
    void leaves_alone_what_the_plan_could_not_know() throws Exception {
        Pruner pruner = tier.pruner(tier.store, false);
        tier.archive.history(2);
        tier.wal(2, 1, 2);
        PrunedTier.put(tier.store, tier.archive.lineage() + "/wal/00000001/notes.txt");
        PrunedTier.put(tier.store, tier.prefix(old) + "mine.txt");
        assertTrue(pruner.run());
        assertEquals(2, tier.below(tier.archive.lineage() + "/wal/00000002/").size());
        assertEquals(
                1, tier.below(tier.archive.lineage() + "/wal/00000002.history").size());
        assertTrue(tier.keys().contains(tier.archive.lineage() + "/wal/00000001/notes.txt"));
        assertEquals(Set.of(tier.prefix(old) + "mine.txt"), tier.below(tier.prefix(old)));
    }

    @Test
    void removes_the_history_of_a_timeline_of_which_nothing_is_needed() throws Exception {
        tier.archive.history(2);
        tier.wal(2, 1, 2);
        tier.backup(3, 10, 11);
        tier.wal(3, 10, 12);
        tier.archive.history(3);
        tier.prune();
        assertEquals(Set.of(), tier.below(tier.archive.lineage() + "/wal/00000002"));
        assertEquals(3, tier.below(tier.archive.lineage() + "/wal/00000003").size());
    }

    @Test
    void removes_what_a_failed_backup_left_once_it_is_old_enough() throws Exception {
        BackupId failed = BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofDays(3)));
        BackupId running = BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofMinutes(3)));
        tier.archive.parts(failed, 3);
        tier.archive.parts(running, 3);
        PruneReport report = tier.prune();
        assertEquals(Set.of(failed), report.leftovers().keySet());
        assertEquals(5, sum(report.leftovers()));
        assertEquals(Set.of(), tier.below(tier.prefix(failed)));
        assertEquals(5, tier.below(tier.prefix(running)).size());
    }

    @Test
    void leaves_what_is_arriving_or_held_under_a_label_without_mark() throws Exception {
        BackupId arriving = BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofDays(3)));
        BackupId held = BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofDays(4)));
        tier.archive.parts(arriving, 3);
        tier.archive.parts(held, 3);
        tier.hold(tier.store, held);
        tier.others = new Told(Set.of(), arriving);
        assertEquals(Set.of(), tier.prune().leftovers().keySet());
    }

    @Test
    void a_tombstone_goes_once_no_other_tier_holds_the_backup() throws Exception {
        BackupId buried = BackupId.startedAt(PrunedTier.NOW.minus(Duration.ofMinutes(3)));
        tier.archive.parts(buried, 1);
        PrunedTier.put(tier.store, tier.prefix(buried) + "deleted.json");
        tier.others = new Told(Set.of(buried), old);
        tier.prune();
        assertEquals(Set.of(tier.prefix(buried) + "deleted.json"), tier.below(tier.prefix(buried)));
        tier.others = OtherTiers.NONE;
        tier.prune();
        assertEquals(Set.of(), tier.below(tier.prefix(buried)));
    }

    @Test
    void keeps_what_another_tier_lacks_with_what_it_is_an_increment_of() throws Exception {
        BackupId child = tier.backup(1, 3, 3);
        tier.incrementOf(child, old);
        tier.expired.add(child);
        tier.others = new Lacking(child, tier.archive.segmentKey(1, 4));
        PruneReport report = tier.prune();
        assertEquals(Set.of(), report.backups().keySet());
        PruneReport.Kept kept = report.kept().getOrDefault("tier far", PruneReport.Kept.NOTHING);
        assertEquals(Set.of(child), kept.backups());
        assertEquals(1, kept.wal().objects());
        assertEquals(List.of(), report.segments());
    }

    @Test
    void two_prunings_at_once_are_harmless() throws Exception {
        Pruner first = tier.pruner(tier.store, false);
        Pruner second = tier.pruner(tier.store, false);
        assertTrue(first.run());
        Set<String> after = tier.keys();
        assertTrue(second.run());
        assertEquals(after, tier.keys());
    }

    @Test
    void ends_when_its_thread_is_told_to() throws Exception {
        Pruner pruner = tier.pruner(tier.store, false);
        Set<String> before = tier.keys();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, pruner::run);
        assertEquals(before, tier.keys());
    }

    private static long sum(Map<BackupId, PruneReport.Amount> amounts) {
        return amounts.values().stream().mapToLong(PruneReport.Amount::objects).sum();
    }

    private byte[] read(BackupId id) throws IOException {
        try (InputStream mark = tier.store.get(tier.archive.mark(id), ByteRange.ALL)) {
            return mark.readAllBytes();
        }
    }

    private FaultyObjectStore refusing(Predicate<String> keys) {
        return new FaultyObjectStore(
                tier.store,
                FaultScript.failing(
                        StoreStep.DELETE,
                        Integer.MAX_VALUE,
                        keys,
                        key -> new StoreForbiddenException(key + " is locked", "wait", null)));
    }

    private record Told(Set<BackupId> held, BackupId arriving) implements OtherTiers {
        @Override
        public Optional<String> needs(BackupId backup) {
            return Optional.empty();
        }

        @Override
        public Optional<String> needs(ObjectInfo object, ArchiveName name) {
            return Optional.empty();
        }

        @Override
        public boolean isArriving(BackupId label) {
            return label.equals(arriving);
        }

        @Override
        public boolean hold(BackupId backup) {
            return held.contains(backup);
        }
    }

    private record Lacking(BackupId backup, ObjectKey segment) implements OtherTiers {
        @Override
        public Optional<String> needs(BackupId asked) {
            return asked.equals(backup) ? Optional.of("tier far") : Optional.empty();
        }

        @Override
        public Optional<String> needs(ObjectInfo object, ArchiveName name) {
            return object.key().equals(segment) ? Optional.of("tier far") : Optional.empty();
        }

        @Override
        public boolean isArriving(BackupId label) {
            return false;
        }

        @Override
        public boolean hold(BackupId asked) {
            return false;
        }
    }
}
