package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackupHoldsTest {
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));
    private static final BackupId FIRST = new BackupId("20261121T070000.000Z");
    private static final BackupId SECOND = new BackupId("20261122T070000.000Z");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final BackupHolds holds = new BackupHolds(store, LINEAGE);

    private static BackupHold hold(BackupId backup, Optional<Instant> until) {
        return new BackupHold(backup, NOW, until);
    }

    @Test
    void a_hold_is_active_until_its_end_and_one_without_end_for_ever() throws Exception {
        holds.place(hold(FIRST, Optional.of(NOW.plus(Duration.ofDays(1)))), "");
        holds.place(hold(SECOND, Optional.empty()), "");

        assertEquals(Set.of(FIRST, SECOND), holds.active(NOW));
        assertEquals(Set.of(SECOND), holds.active(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void the_reason_is_read_back_and_placing_twice_is_placing_once() throws Exception {
        BackupHold hold = hold(FIRST, Optional.empty());
        holds.place(hold, "before the \"migration\"");
        holds.place(hold, "before the \"migration\"");

        assertEquals("before the \"migration\"", holds.reason(hold));
        assertEquals(List.of(hold), holds.of(FIRST));
        assertEquals(List.of(), holds.of(SECOND));
    }

    @Test
    void a_released_hold_is_gone_and_releasing_it_again_is_no_error() throws Exception {
        BackupHold hold = hold(FIRST, Optional.empty());
        holds.place(hold, "");
        holds.release(List.of(hold));
        holds.release(List.of(hold));
        holds.release(List.of());

        assertEquals(Set.of(), holds.active(NOW));
        assertEquals(List.of(), holds.of(FIRST));
    }

    @Test
    void leases_count_until_some_minutes_after_their_end_and_are_swept_then() throws Exception {
        RestoreLeases leases = new RestoreLeases(store, LINEAGE);
        RestoreLease hour = new RestoreLease(FIRST, NOW.plus(Duration.ofHours(1)), "0123456789abcdef");
        RestoreLease day = new RestoreLease(SECOND, NOW.plus(Duration.ofHours(24)), "0123456789abcdef");
        leases.place(hour);
        leases.place(day);
        leases.place(day);

        assertEquals(Set.of(FIRST, SECOND), leases.live(hour.until().plusSeconds(60)));
        assertEquals(Set.of(SECOND), leases.live(hour.until().plusSeconds(3600)));
        assertEquals(0, leases.sweep(NOW));
        assertEquals(1, leases.sweep(hour.until().plusSeconds(3600)));
        assertEquals(Set.of(SECOND), leases.live(NOW));
        leases.release(day);
        assertEquals(Set.of(), leases.live(NOW));
    }

    @Test
    void names_of_leases_are_read_as_the_catalog_reads_them() {
        RestoreLease lease = new RestoreLease(FIRST, NOW, "0123456789abcdef");
        assertEquals(Optional.of(lease), RestoreLease.parse(LINEAGE, lease.key(LINEAGE)));
        assertTrue(new ArchiveNames(LINEAGE.cluster()).parse(lease.key(LINEAGE)) instanceof ArchiveName.Lease);
        for (String name : List.of(
                "20261121T070000.000Z/20261399T070000.000Z-0123456789abcdef.json",
                "yesterday/20261121T070000.000Z-0123456789abcdef.json",
                "20261121T070000.000Z/20261121T070000.000Z-0123.json")) {
            assertFalse(
                    RestoreLease.parse(LINEAGE, new io.pgcairn.storage.ObjectKey(RestoreLease.prefix(LINEAGE) + name))
                            .isPresent(),
                    name);
        }
    }
}
