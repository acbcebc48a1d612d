package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.contract.StoreStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DumpLanesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Tiers tiers = new Tiers();
    private final SourceArchive archive = tiers.archive;

    private void assertInStep() throws Exception {
        assertEquals(Tiers.names(tiers.near), Tiers.names(tiers.far));
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
        assertFalse(tiers.backups.isBehind());
    }

    @Test
    void a_dump_goes_to_the_other_tier_its_mark_last() throws Exception {
        List<String> published = Collections.synchronizedList(new ArrayList<>());
        tiers.faultyFar.follow((step, key) -> {
            if (step == StoreStep.COMMITTED) {
                published.add(key);
            }
        });
        archive.record();
        BackupId id = archive.dump(NOON, 4);
        tiers.pass();
        assertInStep();
        assertEquals(archive.dumpMark(id).value(), published.getLast());
        assertEquals(List.of(archive.dumpMark(id).value()), tiers.events.of("complete"));
    }

    @Test
    void a_dump_is_found_by_the_walk_of_a_daemon_that_did_not_hear_of_it() throws Exception {
        archive.record();
        tiers.pass();
        new SourceArchive(tiers.near, 42).dump(NOON, 2);
        tiers.start(List.of());
        tiers.pass();
        assertInStep();
        tiers.far.delete(List.of(archive.dumpPart(BackupId.startedAt(NOON), 1)));
        tiers.start(List.of());
        tiers.pass();
        assertInStep();
    }

    @Test
    void a_dump_that_is_not_committed_is_left_alone() throws Exception {
        archive.record();
        archive.dumpParts(BackupId.startedAt(NOON), 3);
        tiers.pass();
        assertEquals(Set.of(archive.lineage() + "/lineage.json"), Tiers.names(tiers.far));
        assertEquals(Lag.NONE, tiers.backups.backlog().lag().orElseThrow());
    }

    @Test
    void a_mark_waits_for_a_part_of_another_length_and_for_the_lineages_record() throws Exception {
        archive.record();
        BackupId id = archive.dump(NOON, 2);
        tiers.backups.pass();
        ObjectKey mark = archive.dumpMark(id);
        assertFalse(Tiers.names(tiers.far).contains(mark.value()), "the record is missing");
        Tiers.put(tiers.far, archive.dumpPart(id, 1), new byte[] {1});
        tiers.pass();
        assertFalse(Tiers.names(tiers.far).contains(mark.value()), "a part is damaged");
        tiers.far.delete(List.of(archive.dumpPart(id, 1)));
        tiers.start(List.of());
        tiers.pass();
        assertInStep();
        assertTrue(Tiers.names(tiers.far).contains(mark.value()));
    }
}
