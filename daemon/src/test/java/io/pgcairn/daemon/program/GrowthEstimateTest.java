package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.ArchiveUsage;
import io.pgcairn.daemon.catalog.ArchiveUsage.Amount;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.StoredRecords;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthEstimateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static List<BackupRecord> daily(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> StoredRecords.backup(
                        NOW.minus(Duration.ofDays(count - i)), new TimelineId(1), Optional.empty(), 3 + i, 1000))
                .toList();
    }

    private static ArchiveUsage usage(int days, long walLastWeek) {
        return new ArchiveUsage(
                Amount.NOTHING,
                Amount.NOTHING,
                new Amount(1, 5),
                Amount.NOTHING,
                Amount.NOTHING,
                new Amount(1, walLastWeek),
                Optional.of(NOW.minus(Duration.ofDays(days))));
    }

    private static RetentionConfig keep(int windowDays, int daily, int monthly) {
        return new RetentionConfig(
                true, Duration.ofHours(1), Duration.ofDays(windowDays), 2, daily, 0, monthly, 0, Duration.ofDays(1));
    }

    @Test
    void backups_and_wal_go_on_as_they_did() {
        // 15 days of WAL at 100 a day, 15 daily backups of 1000, dumps as they are.
        assertEquals(
                OptionalLong.of(15 * 100 + 15 * 1000 + 5),
                GrowthEstimate.of(usage(10, 700), daily(9), keep(14, 0, 0), NOW));
        assertEquals(
                OptionalLong.of(15 * 100 + 15 * 1000 + 5),
                GrowthEstimate.of(usage(4, 400), daily(4), keep(14, 7, 0), NOW),
                "a young archive is measured by its own age, and days in the window are not kept twice");
        assertEquals(
                OptionalLong.of(4 * 100 + (4 + 12) * 1000L + 5 - 100),
                GrowthEstimate.of(usage(90, 400), daily(9), keep(3, 0, 12), NOW),
                "a window of three days holds four of WAL");
    }

    @Test
    void nothing_is_guessed_from_less_than_a_day() {
        assertEquals(OptionalLong.empty(), GrowthEstimate.of(usage(0, 700), daily(9), keep(14, 0, 0), NOW));
        assertEquals(OptionalLong.empty(), GrowthEstimate.of(usage(10, 700), daily(1), keep(14, 0, 0), NOW));
    }
}
