package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DrillRecordsTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final LineageId LINEAGE = new LineageId(new ClusterName("main"), new SystemId(7));

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final DrillRecords records = new DrillRecords(store, LINEAGE);

    private static DrillRecord drill(int hour, boolean isGood) {
        Instant start = START.plusSeconds(3600L * hour);
        return new DrillRecord(
                BackupId.startedAt(start),
                start,
                start.plusSeconds(61),
                isGood,
                "a \"sentence\"",
                "near",
                isGood ? Optional.of(new BackupId("20261121T083112.005Z")) : Optional.empty(),
                isGood ? Optional.of(START.plusNanos(1000)) : Optional.empty(),
                isGood
                        ? Optional.of(new DrillRecord.Reached(new TimelineId(2), Lsn.parse("0/100"), Optional.empty()))
                        : Optional.empty(),
                List.of("a", "b"),
                "host",
                "pgcairn 1");
    }

    @Test
    void what_is_recorded_is_read_again() throws Exception {
        records.put(drill(0, true));
        records.put(drill(1, false));
        DrillRecords.Newest newest = records.newest();
        assertEquals(Optional.of(drill(1, false)), newest.last());
        assertEquals(Optional.of(drill(0, true)), newest.lastGood());
        assertEquals(61, drill(0, true).took().toSeconds());
    }

    @Test
    void there_may_be_none_and_one_that_says_nothing_is_passed_over() throws Exception {
        assertEquals(DrillRecords.Newest.NONE, records.newest());
        records.put(drill(0, true));
        SmallObjects.put(
                store,
                new io.pgcairn.storage.ObjectKey(LINEAGE + "/drills/20261122T000000.000Z.json"),
                "rubbish".getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.of(drill(0, true)), records.newest().last());
    }

    @Test
    void the_newest_hundred_stay_and_the_last_good_one() throws IOException {
        records.put(drill(0, true));
        records.put(drill(1, true));
        for (int hour = 2; hour < DrillRecords.KEPT + 5; hour++) {
            records.put(drill(hour, false));
        }
        assertEquals(4, records.sweep());
        List<BackupId> left = records.labels();
        assertEquals(DrillRecords.KEPT + 1, left.size());
        assertEquals(drill(1, true).id(), left.getFirst());
        assertEquals(Optional.of(drill(1, true)), records.newest().lastGood());
        assertEquals(0, records.sweep());
    }
}
