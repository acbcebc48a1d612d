package io.pgcairn.daemon.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class KnownBackupsTest {
    private static final LineageId OLD = new LineageId(new ClusterName("main"), new SystemId(1));
    private static final LineageId NEW = new LineageId(new ClusterName("main"), new SystemId(2));

    private Instant now = Instant.parse("2026-01-02T00:00:00Z");
    private Optional<LineageId> streaming = Optional.of(OLD);
    private final BackupRecord backup =
            StoredRecords.backup(now.minusSeconds(7200), TimelineHistory.root(new TimelineId(1)), 3);
    private final KnownBackups known = new KnownBackups(() -> now, () -> streaming);

    private void listed(LineageId lineage, List<BackupRecord> backups) {
        SequencedMap<LineageId, List<BackupRecord>> found = new LinkedHashMap<>();
        found.put(lineage, backups);
        known.listed(found);
    }

    @Test
    void a_store_that_was_emptied_has_none_since_then() {
        known.note(OLD, backup);
        listed(OLD, List.of(backup));
        assertEquals(Optional.empty(), known.missingSince());
        now = now.plusSeconds(60);
        Instant emptied = now;
        known.listed(new LinkedHashMap<>());
        now = now.plusSeconds(60);
        known.listed(new LinkedHashMap<>());
        assertEquals(Optional.of(emptied), known.missingSince());
        assertEquals(Optional.empty(), known.newest());
    }

    @Test
    void a_backup_of_the_lineage_before_is_none_of_the_one_that_streams() {
        streaming = Optional.of(NEW);
        listed(OLD, List.of(backup));
        assertEquals(Optional.of(now), known.missingSince());
        known.note(NEW, backup);
        assertEquals(Optional.empty(), known.missingSince());
    }

    @Test
    void what_another_daemon_took_ends_it() {
        streaming = Optional.empty();
        listed(OLD, List.of());
        assertEquals(Optional.of(now), known.missingSince());
        listed(OLD, List.of(backup));
        assertEquals(Optional.empty(), known.missingSince());
        assertEquals(Optional.of(backup), known.newest(OLD));
    }

    @Test
    void before_the_store_was_listed_nothing_is_claimed() {
        assertEquals(Optional.empty(), known.missingSince());
    }
}
