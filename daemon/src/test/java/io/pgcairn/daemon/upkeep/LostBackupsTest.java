package io.pgcairn.daemon.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.config.RetentionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LostBackupsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final RetentionConfig THREE_DAYS =
            new RetentionConfig(true, Duration.ofHours(1), Duration.ofDays(3), 2, 0, 0, 0, 0, Duration.ofDays(1));

    private static BackupId daysAgo(int days) {
        return BackupId.startedAt(NOW.minus(Duration.ofDays(days)));
    }

    private static BackupShelf shelf(Integer... days) {
        TreeMap<BackupId, BackupShelf.Entry> entries = new TreeMap<>();
        Arrays.stream(days).forEach(ago -> put(entries, ago, true, false, NOW.minus(Duration.ofDays(ago))));
        return new BackupShelf(entries);
    }

    private static void put(
            TreeMap<BackupId, BackupShelf.Entry> entries, int days, boolean good, boolean buried, Instant newest) {
        entries.put(daysAgo(days), new BackupShelf.Entry(good, buried, List.of(), 3, 100, newest));
    }

    private static List<BackupId> lost(BackupShelf first, BackupShelf other) {
        return LostBackups.of("near", THREE_DAYS, first, "far", other, NOW).backups();
    }

    @Test
    void an_emptied_tier_lacks_all_of_its_window() {
        LostBackups lost = LostBackups.of("near", THREE_DAYS, shelf(), "far", shelf(9, 4, 3, 2, 1), NOW);
        assertEquals(List.of(daysAgo(3), daysAgo(2), daysAgo(1)), lost.backups());
        assertEquals("tier near lacks 3 backups that tier far holds", lost.inWords());
    }

    @Test
    void what_its_own_retention_let_go_is_not_lost() {
        assertEquals(List.of(), lost(shelf(3, 2, 1), shelf(30, 20, 9, 3, 2, 1)));
        assertEquals(List.of(), lost(shelf(1), shelf()));
        assertEquals(List.of(), lost(shelf(), shelf()));
    }

    @Test
    void the_least_number_of_newest_ones_is_wanted_however_old() {
        assertEquals(List.of(daysAgo(20)), lost(shelf(1), shelf(30, 20, 1)));
    }

    @Test
    void a_tier_that_was_set_back_lacks_the_newest() {
        assertEquals(List.of(daysAgo(2), daysAgo(1)), lost(shelf(5, 4, 3), shelf(4, 3, 2, 1)));
    }

    @Test
    void what_was_deleted_there_by_hand_is_not_lost() {
        TreeMap<BackupId, BackupShelf.Entry> entries = new TreeMap<>();
        put(entries, 2, false, true, NOW);
        put(entries, 1, true, false, NOW);
        assertEquals(List.of(), lost(new BackupShelf(entries), shelf(2, 1)));
    }

    @Test
    void what_may_be_on_its_way_is_not_lost() {
        TreeMap<BackupId, BackupShelf.Entry> entries = new TreeMap<>();
        put(entries, 1, true, false, NOW.minusSeconds(600));
        assertEquals(List.of(), lost(shelf(), new BackupShelf(entries)));
    }
}
