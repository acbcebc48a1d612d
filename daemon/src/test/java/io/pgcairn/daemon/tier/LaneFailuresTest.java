package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way: in the source, in the target, with one object. */
class LaneFailuresTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Tiers tiers = new Tiers();
    private final SourceArchive archive = tiers.archive;

    private void assertInStep() throws IOException {
        assertEquals(Tiers.names(tiers.near), Tiers.names(tiers.far));
        assertEquals(0, tiers.wal.backlog().lag().orElseThrow().objects());
        assertEquals(Duration.ZERO, tiers.wal.backlog().age());
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
        assertFalse(tiers.wal.isBehind());
        assertFalse(tiers.backups.isBehind());
    }

    private static StoreException down(String key) {
        return new StoreUnavailableException("down: " + key, "", null);
    }

    private static FaultScript always(StoreStep step) {
        return FaultScript.failing(step, Integer.MAX_VALUE, key -> true, LaneFailuresTest::down);
    }

    @Test
    void a_damaged_object_is_skipped_and_told_and_its_backup_gets_no_mark() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId bad = archive.backup(NOON, 1, 1, 1, 3);
        BackupId good = archive.backup(NOON.minusSeconds(60), 1, 1, 1, 3);
        ObjectKey pack = archive.pack(bad, 1);
        tiers.faultyNear.follow(FaultScript.failing(
                StoreStep.READ,
                Integer.MAX_VALUE,
                pack.value()::equals,
                key -> new TruncatedObjectException("short: " + key, "", null)));
        tiers.pass();
        assertEquals(List.of(pack.value()), tiers.events.of("skipped"));
        assertTrue(Tiers.names(tiers.far).contains(archive.mark(good).value()));
        assertFalse(Tiers.names(tiers.far).contains(archive.mark(bad).value()));
        assertEquals(2, tiers.backups.backlog().lag().orElseThrow().objects(), "the pack and the mark");
        tiers.faultyNear.follow(FaultScript.none());
        tiers.pass();
        assertFalse(Tiers.names(tiers.far).contains(archive.mark(bad).value()), "it is tried again later");
        tiers.clock.step(Duration.ofHours(2));
        tiers.pass();
        assertInStep();
    }

    @Test
    void a_damaged_segment_does_not_stop_those_behind_it_and_is_tried_again() throws Exception {
        archive.record();
        for (int i = 1; i <= 5; i++) {
            archive.segment(1, i);
        }
        String bad = archive.segmentKey(1, 3).value();
        tiers.faultyNear.follow(FaultScript.failing(
                StoreStep.GET,
                Integer.MAX_VALUE,
                bad::equals,
                key -> new TruncatedObjectException("short: " + key, "", null)));
        tiers.pass();
        assertTrue(Tiers.names(tiers.far).contains(archive.segmentKey(1, 5).value()));
        assertEquals(List.of(bad), tiers.events.of("skipped"));
        assertEquals(1, tiers.wal.backlog().lag().orElseThrow().objects());
        tiers.faultyNear.follow(FaultScript.none());
        tiers.clock.step(Duration.ofHours(2));
        assertFalse(tiers.clock.instant().isBefore(tiers.wal.due()));
        tiers.pass();
        assertInStep();
    }

    @Test
    void an_unreadable_segment_is_waited_for_first_and_skipped_when_it_alone_is_unreadable() throws Exception {
        archive.record();
        archive.segment(1, 1);
        archive.segment(1, 2);
        String bad = archive.segmentKey(1, 1).value();
        tiers.faultyNear.follow(
                FaultScript.failing(StoreStep.GET, Integer.MAX_VALUE, bad::equals, LaneFailuresTest::down));
        for (int i = 0; i < 4; i++) {
            assertThrows(StoreUnavailableException.class, tiers::pass);
            assertEquals(1, Tiers.names(tiers.far).size(), "nothing behind it appears");
        }
        tiers.pass();
        assertEquals(List.of(bad), tiers.events.of("skipped"));
        assertTrue(Tiers.names(tiers.far).contains(archive.segmentKey(1, 2).value()));
    }

    @Test
    void a_source_that_is_down_is_waited_for_and_nothing_is_skipped() throws Exception {
        archive.record();
        archive.segment(1, 1);
        archive.segment(1, 2);
        tiers.faultyNear.follow(always(StoreStep.GET));
        for (int i = 0; i < 20; i++) {
            assertThrows(StoreUnavailableException.class, tiers::pass);
        }
        assertEquals(List.of(), tiers.events.of("skipped"));
        assertEquals(Set.of(), Tiers.names(tiers.far));
        tiers.faultyNear.follow(FaultScript.none());
        tiers.pass();
        assertInStep();
    }

    @Test
    void another_tier_gives_what_the_source_does_not() throws Exception {
        MemoryObjectStore third = new MemoryObjectStore(tiers.clock);
        tiers.start(List.of(third));
        archive.record();
        archive.segment(1, 1);
        ObjectKey key = archive.segmentKey(1, 1);
        Tiers.put(third, key, SourceArchive.bytes(key));
        tiers.faultyNear.follow(
                FaultScript.failing(StoreStep.READ, Integer.MAX_VALUE, key.value()::equals, LaneFailuresTest::down));
        tiers.pass();
        assertInStep();
    }

    @Test
    void an_object_whose_length_is_not_the_listed_one_is_not_copied() throws Exception {
        archive.record();
        archive.segment(1, 1);
        ObjectKey key = archive.segmentKey(1, 1);
        tiers.faultyNear.follow((step, at) -> {
            if (step == StoreStep.GET && at.equals(key.value())) {
                try {
                    Tiers.put(tiers.near, key, new byte[3]);
                } catch (IOException e) {
                    throw down(at);
                }
            }
        });
        tiers.pass();
        assertEquals(List.of(key.value()), tiers.events.of("skipped"));
        assertFalse(Tiers.names(tiers.far).contains(key.value()));
    }

    @Test
    void what_differs_in_length_is_told_and_left() throws Exception {
        archive.record();
        archive.segment(1, 1);
        ObjectKey key = archive.segmentKey(1, 1);
        Tiers.put(tiers.far, key, new byte[3]);
        tiers.pass();
        assertEquals(List.of(key.value()), tiers.events.of("differs"));
        assertArrayEquals(new byte[3], Tiers.bytes(tiers.far, key));
    }

    @Test
    void what_only_the_target_has_is_left_alone() throws Exception {
        archive.record();
        new SourceArchive(tiers.far, 42).segment(1, 9);
        Tiers.put(tiers.far, new ObjectKey("main/42/wal/foreign"), new byte[1]);
        Tiers.put(tiers.near, new ObjectKey("main/42/wal/other"), new byte[1]);
        archive.segment(1, 1);
        tiers.pass();
        assertEquals(
                Set.of(
                        "main/42/lineage.json",
                        "main/42/wal/foreign",
                        archive.segmentKey(1, 1).value(),
                        archive.segmentKey(1, 9).value()),
                Tiers.names(tiers.far));
    }

    @Test
    void a_lost_reply_is_no_failure_twice() throws Exception {
        archive.record();
        archive.segment(1, 1);
        archive.backup(NOON, 1, 1, 1, 2);
        tiers.faultyFar.follow(FaultScript.failing(StoreStep.COMMITTED, 3, key -> true, LaneFailuresTest::down));
        for (int i = 0; i < 3; i++) {
            assertThrows(StoreUnavailableException.class, tiers::pass);
        }
        tiers.pass();
        assertInStep();
    }

    @Test
    void the_lag_grows_while_the_target_is_down_and_is_gone_afterwards() throws Exception {
        archive.record();
        archive.segment(1, 1);
        tiers.pass();
        for (StoreStep step : List.of(StoreStep.UPLOAD, StoreStep.WRITE, StoreStep.COMMIT)) {
            tiers.faultyFar.follow(always(step));
            int first = step.ordinal() * 10 + 10;
            archive.segment(1, first);
            tiers.clock.step(Duration.ofMinutes(1));
            assertThrows(StoreUnavailableException.class, tiers::pass);
            archive.segment(1, first + 1);
            tiers.clock.step(Duration.ofMinutes(1));
            assertThrows(StoreUnavailableException.class, tiers::pass);
            Lag lag = tiers.wal.backlog().lag().orElseThrow();
            assertEquals(2, lag.objects(), step.name());
            assertEquals(
                    SourceArchive.bytes(archive.segmentKey(1, first)).length
                            + SourceArchive.bytes(archive.segmentKey(1, first + 1)).length,
                    lag.bytes());
            assertEquals(Duration.ofMinutes(2), tiers.wal.backlog().age());
            tiers.clock.step(Duration.ofHours(5));
            assertEquals(Duration.ofMinutes(302), tiers.wal.backlog().age(), "computed when asked");
            tiers.faultyFar.follow(FaultScript.none());
            tiers.pass();
            assertInStep();
        }
    }

    @Test
    void the_lag_is_not_known_before_the_target_was_listed_and_its_age_grows() throws Exception {
        archive.record();
        tiers.faultyFar.follow(always(StoreStep.LIST));
        assertThrows(StoreUnavailableException.class, tiers.wal::pass);
        assertThrows(StoreUnavailableException.class, tiers.backups::pass);
        tiers.clock.step(Duration.ofMinutes(10));
        assertTrue(tiers.wal.backlog().lag().isEmpty());
        assertTrue(tiers.backups.backlog().lag().isEmpty());
        assertEquals(Duration.ofMinutes(10), tiers.wal.backlog().age());
    }

    @Test
    void tails_that_cannot_be_deleted_on_the_target_are_told_and_stop_nothing() throws Exception {
        archive.record();
        archive.tail(1, 2, 0, 10);
        tiers.pass();
        archive.segment(1, 2);
        tiers.faultyFar.follow(always(StoreStep.DELETE));
        archive.segment(1, 3);
        tiers.pass();
        assertEquals(List.of(archive.stem(1, 2)), tiers.events.of("tails-left"));
        assertTrue(Tiers.names(tiers.far).contains(archive.segmentKey(1, 3).value()));
    }

    @Test
    void a_backup_that_the_target_refuses_lets_the_others_by() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId refused = archive.backup(NOON, 1, 1, 1, 2);
        BackupId other = archive.backup(NOON.minusSeconds(60), 1, 1, 1, 2);
        String pack = archive.pack(refused, 0).value();
        tiers.faultyFar.follow(
                FaultScript.failing(StoreStep.COMMIT, Integer.MAX_VALUE, pack::equals, LaneFailuresTest::down));
        assertThrows(StoreUnavailableException.class, tiers::pass);
        assertThrows(StoreUnavailableException.class, tiers::pass);
        assertTrue(Tiers.names(tiers.far).contains(archive.mark(other).value()));
        assertFalse(Tiers.names(tiers.far).contains(archive.mark(refused).value()));
    }
}
