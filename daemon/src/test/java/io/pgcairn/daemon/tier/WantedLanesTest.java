package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the lanes do with a target that does not want all. */
class WantedLanesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Tiers tiers = new Tiers();
    private final SourceArchive archive = tiers.archive;
    private final BackupId old;
    private final BackupId fresh;

    WantedLanesTest() throws IOException {
        archive.record();
        for (int i = 1; i <= 9; i++) {
            archive.segment(1, i);
        }
        archive.tail(1, 10, 0, 100);
        old = archive.backup(NOON.minus(Duration.ofDays(30)), 1, 2, 3, 2);
        fresh = archive.backup(NOON, 1, 7, 7, 2);
    }

    /** Wants these backups and WAL from this segment of timeline 1 on, and between these two. */
    private void want(Set<BackupId> wanted, long from, long first, long last) {
        tiers.wanted.set(name -> switch (name) {
            case ArchiveName.Segment segment -> isBetween(segment.stem(), from, first, last);
            case ArchiveName.Tail tail -> isBetween(tail.stem(), from, first, last);
            case ArchiveName.Mark mark -> wanted.contains(mark.backup());
            case ArchiveName.Part part -> wanted.contains(part.backup());
            case ArchiveName.Hold hold -> wanted.contains(hold.hold().backup());
            default -> true;
        });
    }

    private boolean isBetween(String stem, long from, long first, long last) {
        return stem.compareTo(archive.stem(1, from)) >= 0
                || stem.compareTo(archive.stem(1, first)) >= 0 && stem.compareTo(archive.stem(1, last)) <= 0;
    }

    private Set<String> far() throws IOException {
        return Tiers.names(tiers.far);
    }

    private boolean isOnFar(ObjectKey key) throws IOException {
        return far().contains(key.value());
    }

    private void assertNothingLacks() {
        assertEquals(Lag.NONE, tiers.wal.backlog().lag().orElseThrow());
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
        assertEquals(Duration.ZERO, tiers.wal.backlog().age());
        assertFalse(tiers.wal.isBehind() || tiers.backups.isBehind());
    }

    @Test
    void a_target_with_a_short_window_gets_what_it_wants_and_lacks_nothing() throws Exception {
        want(Set.of(fresh), 7, 7, 7);
        tiers.pass();
        TreeSet<String> expected = Tiers.names(tiers.near);
        expected.removeIf(name -> name.contains(old.value()));
        for (int i = 1; i < 7; i++) {
            expected.remove(archive.segmentKey(1, i).value());
        }
        assertEquals(expected, far());
        assertNothingLacks();
    }

    @Test
    void a_backup_that_is_kept_by_itself_comes_with_its_stretch_of_wal_only() throws Exception {
        want(Set.of(old, fresh), 7, 2, 3);
        tiers.pass();
        assertTrue(isOnFar(archive.mark(old)) && isOnFar(archive.mark(fresh)));
        assertTrue(isOnFar(archive.segmentKey(1, 2)) && isOnFar(archive.segmentKey(1, 3)));
        assertFalse(isOnFar(archive.segmentKey(1, 1)) || isOnFar(archive.segmentKey(1, 4)));
        assertNothingLacks();
    }

    @Test
    void a_hold_on_an_old_backup_brings_it_with_the_wal_that_was_passed_by() throws Exception {
        want(Set.of(fresh), 7, 7, 7);
        tiers.pass();
        want(Set.of(old, fresh), 7, 2, 3);
        tiers.pass();
        assertFalse(isOnFar(archive.mark(old)), "nobody said that it is wanted");

        tiers.backups.compare();
        assertTrue(tiers.backups.isBehind());
        tiers.pass();
        tiers.pass();

        assertTrue(isOnFar(archive.mark(old)), far()::toString);
        assertTrue(isOnFar(archive.segmentKey(1, 2)) && isOnFar(archive.segmentKey(1, 3)));
        assertFalse(isOnFar(archive.segmentKey(1, 4)));
        assertNothingLacks();
    }

    @Test
    void what_is_stored_and_not_wanted_does_not_count() throws Exception {
        want(Set.of(fresh), 7, 7, 7);
        tiers.pass();
        Set<String> before = far();
        archive.segment(1, 0);
        BackupId unwanted = archive.backup(NOON.plusSeconds(1), 1, 1, 1, 1);
        tiers.pass();
        assertEquals(before, far());
        assertNothingLacks();
        assertFalse(isOnFar(archive.pack(unwanted, 0)));
    }

    @Test
    void nothing_is_copied_before_what_is_wanted_is_known() throws Exception {
        want(Set.of(fresh), 7, 7, 7);
        tiers.wanted.fail(true);
        assertThrows(IOException.class, () -> tiers.wal.pass());
        assertThrows(IOException.class, () -> tiers.backups.pass());
        assertEquals(Set.of(), far());
        assertTrue(tiers.backups.isBehind() && tiers.wal.isBehind());

        tiers.wanted.fail(false);
        tiers.pass();
        assertTrue(isOnFar(archive.mark(fresh)));
        assertFalse(isOnFar(archive.pack(old, 0)));
        assertNothingLacks();
    }

    @Test
    void a_backup_that_was_committed_makes_the_answer_anew_and_again_until_that_succeeds() throws Exception {
        tiers.pass();
        int before = tiers.wanted.refreshed();
        tiers.pass();
        assertEquals(before, tiers.wanted.refreshed());
        BackupId next = archive.backup(NOON.plusSeconds(60), 1, 8, 9, 1);
        tiers.wanted.fail(true);
        assertThrows(IOException.class, () -> tiers.backups.pass());
        assertThrows(IOException.class, () -> tiers.backups.pass());
        assertTrue(tiers.backups.backlog().lag().orElseThrow().objects() > 0, "the lag is counted all the same");
        tiers.wanted.fail(false);
        tiers.backups.pass();
        assertEquals(before + 1, tiers.wanted.refreshed());
        assertTrue(isOnFar(archive.mark(next)));
    }

    @Test
    void a_backup_that_was_deleted_from_the_target_alone_stays_away() throws Exception {
        Tiers.put(tiers.far, archive.burial(old), new byte[] {'{', '}'});
        tiers.pass();
        assertTrue(isOnFar(archive.mark(fresh)));
        assertEquals(
                Set.of(archive.burial(old).value()),
                Set.copyOf(far().stream()
                        .filter(name -> name.contains(old.value()))
                        .toList()));
        assertNothingLacks();
    }

    @Test
    void a_backup_that_is_deleted_from_the_target_while_it_is_copied_leaves_no_mark() throws Exception {
        for (StoreStep step : List.of(StoreStep.COMMIT, StoreStep.COMMITTED)) {
            for (ObjectKey at : List.of(archive.pack(old, 0), archive.mark(old))) {
                Tiers own = new Tiers();
                own.archive.record();
                own.archive.segment(1, 2);
                own.archive.segment(1, 3);
                own.archive.backup(NOON.minus(Duration.ofDays(30)), 1, 2, 3, 2);
                own.faultyFar.follow((seen, key) -> {
                    if (seen == step && key.equals(at.value())) {
                        bury(own);
                    }
                });
                own.pass();
                own.faultyFar.follow(FaultScript.none());
                assertFalse(Tiers.names(own.far).contains(archive.mark(old).value()), step + " " + at);
                assertEquals(Optional.of(Lag.NONE), own.backups.backlog().lag());
            }
        }
    }

    /** In the order in which it is done: the burial first, then the mark. */
    private void bury(Tiers own) {
        try {
            Tiers.put(own.far, archive.burial(old), new byte[] {'{', '}'});
            own.far.delete(List.of(archive.mark(old)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
