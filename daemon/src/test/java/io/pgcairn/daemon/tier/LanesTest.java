package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LanesTest {
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

    @Test
    void everything_arrives_with_the_bytes_it_had() throws Exception {
        archive.record();
        archive.history(2);
        for (int i = 1; i <= 7; i++) {
            archive.segment(1, i);
        }
        archive.segment(2, 7);
        ObjectKey tail = archive.tail(2, 8, 0, 100);
        BackupId id = archive.backup(NOON, 1, 2, 4, 5);
        tiers.pass();
        assertInStep();
        assertArrayEquals(SourceArchive.bytes(tail), Tiers.bytes(tiers.far, tail));
        assertEquals(List.of(archive.mark(id).value()), tiers.events.of("complete"));
    }

    @Test
    void wal_is_published_in_the_order_of_its_names_though_several_copies_are_under_way() throws Exception {
        List<String> published = Collections.synchronizedList(new ArrayList<>());
        tiers.faultyFar.follow((step, key) -> {
            if (step == StoreStep.COMMITTED) {
                published.add(key);
            }
        });
        archive.record();
        for (int i = 1; i <= 30; i++) {
            archive.segment(1, i);
        }
        tiers.wal.pass();
        assertEquals(31, published.size());
        assertEquals(published.stream().sorted().toList(), published);
    }

    @Test
    void tails_are_copied_while_they_exist_and_deleted_behind_their_segment() throws Exception {
        archive.record();
        archive.segment(1, 1);
        List<ObjectKey> tails = List.of(archive.tail(1, 2, 0, 10), archive.tail(1, 2, 10, 20));
        tiers.pass();
        assertTrue(Tiers.names(tiers.far)
                .containsAll(tails.stream().map(ObjectKey::value).toList()));
        archive.segment(1, 2);
        tiers.near.delete(tails);
        tiers.pass();
        assertInStep();
    }

    @Test
    void tails_beside_their_segment_are_neither_copied_nor_left() throws Exception {
        archive.record();
        ObjectKey first = archive.tail(1, 2, 0, 10);
        tiers.pass();
        ObjectKey second = archive.tail(1, 2, 10, 20);
        archive.segment(1, 2);
        tiers.pass();
        TreeSet<String> expected = Tiers.names(tiers.near);
        expected.removeAll(Set.of(first.value(), second.value()));
        assertEquals(expected, Tiers.names(tiers.far));
        assertEquals(Lag.NONE, tiers.wal.backlog().lag().orElseThrow());
    }

    @Test
    void a_tail_that_vanishes_on_the_way_is_replaced_by_its_segment() throws Exception {
        archive.record();
        ObjectKey first = archive.tail(1, 2, 0, 10);
        archive.tail(1, 2, 10, 20);
        tiers.faultyNear.follow((step, key) -> {
            if (step == StoreStep.GET && key.equals(first.value())) {
                archive.segment(1, 2);
                tiers.near.delete(List.of(first, archive.tailKey(1, 2, 10, 20)));
            }
        });
        tiers.pass();
        assertInStep();
    }

    @Test
    void a_hole_that_is_filled_later_is_filled_on_the_target_too() throws Exception {
        archive.record();
        archive.segment(1, 1);
        archive.segment(1, 3);
        tiers.pass();
        archive.segment(1, 2);
        tiers.pass();
        assertInStep();
    }

    @Test
    void what_was_stored_while_nobody_listened_is_found_at_the_start() throws Exception {
        archive.record();
        archive.segment(1, 1);
        tiers.pass();
        SourceArchive unheard = new SourceArchive(tiers.near, 42);
        unheard.segment(1, 2);
        unheard.backup(NOON, 1, 1, 2, 1);
        tiers.start(List.of());
        tiers.pass();
        assertInStep();
    }

    @Test
    void the_daily_walk_finds_what_another_daemon_stored_and_another_lineage() throws Exception {
        archive.record();
        tiers.pass();
        SourceArchive other = new SourceArchive(tiers.near, 7);
        other.record();
        other.segment(1, 1);
        other.backup(NOON, 1, 1, 1, 2);
        tiers.pass();
        assertFalse(Tiers.names(tiers.far).contains(other.segmentKey(1, 1).value()));
        tiers.clock.step(Duration.ofHours(25));
        tiers.pass();
        assertInStep();
    }

    @Test
    void an_idle_cluster_costs_no_request() throws Exception {
        archive.record();
        archive.segment(1, 1);
        tiers.pass();
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        tiers.faultyFar.follow((step, key) -> requests.add(step + " " + key));
        tiers.faultyNear.follow((step, key) -> requests.add(step + " " + key));
        tiers.clock.step(Duration.ofHours(1));
        tiers.pass();
        assertEquals(List.of(), requests);
    }

    @Test
    void a_segment_or_a_tail_more_costs_one_listing_of_the_source_and_none_of_the_target() throws Exception {
        archive.record();
        archive.segment(1, 1);
        tiers.pass();
        List<StoreStep> far = Collections.synchronizedList(new ArrayList<>());
        List<StoreStep> near = Collections.synchronizedList(new ArrayList<>());
        tiers.faultyFar.follow((step, key) -> far.add(step));
        tiers.faultyNear.follow((step, key) -> near.add(step));
        archive.segment(1, 2);
        tiers.pass();
        assertEquals(List.of(StoreStep.UPLOAD, StoreStep.WRITE, StoreStep.COMMIT, StoreStep.COMMITTED), far);
        assertEquals(1, Collections.frequency(near, StoreStep.LIST));
        assertEquals(1, Collections.frequency(near, StoreStep.GET));
        assertInStep();
    }

    @Test
    void the_mark_of_a_backup_waits_for_its_wal() throws Exception {
        archive.record();
        archive.segment(1, 1);
        BackupId id = archive.backup(NOON, 1, 1, 3, 2);
        tiers.pass();
        assertFalse(Tiers.names(tiers.far).contains(archive.mark(id).value()));
        assertTrue(Tiers.names(tiers.far).contains(archive.pack(id, 1).value()), "parts need not wait");
        assertEquals(1, tiers.events.of("waits").size());
        assertTrue(tiers.backups.backlog().lag().orElseThrow().objects() > 0);
        archive.segment(1, 2);
        archive.tail(1, 3, 0, 0xFF);
        tiers.pass();
        assertFalse(Tiers.names(tiers.far).contains(archive.mark(id).value()), "a byte is missing");
        archive.tail(1, 3, 0xFF, 0x100);
        tiers.pass();
        assertInStep();
    }

    @Test
    void a_backup_that_is_not_committed_is_left_alone() throws Exception {
        archive.record();
        archive.parts(BackupId.startedAt(NOON), 3);
        tiers.pass();
        assertEquals(Set.of(archive.lineage() + "/lineage.json"), Tiers.names(tiers.far));
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
    }
}
