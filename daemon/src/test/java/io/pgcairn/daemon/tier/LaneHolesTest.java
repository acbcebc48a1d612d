package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the target lacks in the middle of what it has: it is never passed over, and nothing that fills in is lost. */
class LaneHolesTest {
    private final Tiers tiers = new Tiers();
    private final SourceArchive archive = tiers.archive;

    private boolean isOnFar(ObjectKey key) throws IOException {
        return Tiers.names(tiers.far).contains(key.value());
    }

    private static FaultScript truncated(ObjectKey bad) {
        return FaultScript.failing(
                StoreStep.GET,
                Integer.MAX_VALUE,
                bad.value()::equals,
                key -> new TruncatedObjectException("short: " + key, "", null));
    }

    /** Segments 1 to 300, of which the target lacks the second. */
    private ObjectKey hole() throws IOException {
        archive.record();
        new SourceArchive(tiers.far, 42).record();
        for (int i = 1; i <= 300; i++) {
            archive.segment(1, i);
            if (i != 2) {
                new SourceArchive(tiers.far, 42).segment(1, i);
            }
        }
        return archive.segmentKey(1, 2);
    }

    @Test
    void a_hole_that_could_not_be_filled_is_filled_by_the_next_pass() throws Exception {
        ObjectKey hole = hole();
        tiers.faultyFar.follow(FaultScript.failing(
                StoreStep.COMMIT, 1, hole.value()::equals, key -> new StoreUnavailableException(key, "", null)));
        assertThrows(StoreUnavailableException.class, tiers::pass);
        assertFalse(isOnFar(hole));
        tiers.pass();
        assertTrue(isOnFar(hole));
    }

    @Test
    void a_copy_that_ends_in_an_error_of_the_machine_is_a_failure_and_made_again() throws Exception {
        ObjectKey hole = hole();
        tiers.faultyFar.follow(FaultScript.failing(StoreStep.COMMIT, 1, hole.value()::equals, key -> {
            throw new OutOfMemoryError("as if");
        }));
        assertThrows(IllegalStateException.class, tiers::pass);
        tiers.pass();
        assertTrue(isOnFar(hole));
    }

    @Test
    void tails_stay_on_the_target_while_their_whole_segment_cannot_be_read() throws Exception {
        archive.record();
        ObjectKey tail = archive.tail(1, 2, 0, 10);
        tiers.pass();
        archive.segment(1, 2);
        tiers.faultyNear.follow(truncated(archive.segmentKey(1, 2)));
        archive.segment(1, 3);
        tiers.pass();
        assertTrue(isOnFar(archive.segmentKey(1, 3)));
        assertTrue(isOnFar(tail), "it is all that the target has of the segment");
        tiers.clock.step(Duration.ofHours(25));
        tiers.pass();
        assertTrue(isOnFar(tail), "also after a walk over everything");
    }

    @Test
    void tails_stay_on_the_target_while_their_whole_segment_is_of_another_length_there() throws Exception {
        archive.record();
        ObjectKey tail = archive.tail(1, 2, 0, 10);
        tiers.pass();
        archive.segment(1, 2);
        Tiers.put(tiers.far, archive.segmentKey(1, 2), new byte[3]);
        tiers.pass();
        assertTrue(isOnFar(tail));
    }

    @Test
    void a_backup_that_the_target_shows_counts_as_behind_while_a_part_of_it_is_nowhere_to_be_read() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId backup = archive.backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 3);
        tiers.pass();
        ObjectKey pack = archive.pack(backup, 1);
        tiers.far.delete(List.of(pack));
        tiers.faultyNear.follow(truncated(pack));
        tiers.clock.step(Duration.ofHours(25));
        tiers.pass();
        assertEquals(1, tiers.backups.backlog().lag().orElseThrow().objects());
        tiers.faultyNear.follow(FaultScript.none());
        tiers.clock.step(Duration.ofHours(2));
        tiers.pass();
        assertTrue(isOnFar(pack));
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
    }

    @Test
    void an_object_that_was_there_already_is_announced_as_well() throws Exception {
        archive.record();
        tiers.pass();
        ObjectKey key = archive.segmentKey(1, 1);
        // As after a reply that was lost: it is stored, and nobody has heard of it.
        Tiers.put(tiers.near, key, SourceArchive.bytes(key));
        assertThrows(ObjectExistsException.class, () -> archive.segment(1, 1));
        assertTrue(tiers.wal.isBehind());
        tiers.pass();
        assertTrue(isOnFar(key));
    }

    /** Deletes from one store as the verb does, in the moment in which the mark appears on the target. */
    private void deleteWhenCommitted(BackupId backup, boolean isGoneFromFar) {
        tiers.faultyFar.follow((step, key) -> {
            if (step == StoreStep.COMMITTED && key.equals(archive.mark(backup).value())) {
                tiers.near.delete(List.of(archive.mark(backup)));
                if (isGoneFromFar) {
                    tiers.far.delete(List.of(archive.pack(backup, 0), archive.pack(backup, 1)));
                }
            }
        });
    }

    @Test
    void a_backup_that_is_deleted_everywhere_while_its_mark_is_copied_does_not_show_on_the_target() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId backup = archive.backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 2);
        deleteWhenCommitted(backup, true);
        tiers.pass();
        assertFalse(isOnFar(archive.mark(backup)));
    }

    @Test
    void a_backup_that_only_the_source_loses_while_its_mark_is_copied_stays_on_the_target() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId backup = archive.backup(Instant.parse("2026-11-21T12:00:00Z"), 1, 1, 1, 2);
        deleteWhenCommitted(backup, false);
        tiers.pass();
        assertTrue(isOnFar(archive.mark(backup)));
    }
}
