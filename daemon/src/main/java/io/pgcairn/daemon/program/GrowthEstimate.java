package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.ArchiveUsage;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.config.RetentionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a tier will take once its window is full: WAL as it came in the last week, backups as often and as large as the
 * last ones were. A rule of thumb that knows nothing of tomorrow.
 */
final class GrowthEstimate {
    private static final int LAST_BACKUPS = 8;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private GrowthEstimate() {}

    /**
     * Estimates.
     *
     * @param backups the good ones, oldest first
     * @return bytes as stored; empty if there is less than a day of WAL, or of time between backups
     */
    static OptionalLong of(ArchiveUsage usage, List<BackupRecord> backups, RetentionConfig retention, Instant now) {
        List<BackupRecord> last = backups.subList(Math.max(0, backups.size() - LAST_BACKUPS), backups.size());
        Duration age =
                usage.oldest().map(oldest -> Duration.between(oldest, now)).orElse(Duration.ZERO);
        if (last.size() < 2 || age.compareTo(DAY) < 0) {
            return OptionalLong.empty();
        }
        Duration between =
                Duration.between(last.getFirst().stopTime(), last.getLast().stopTime());
        if (between.compareTo(DAY) < 0) {
            return OptionalLong.empty();
        }
        double interval = days(between) / (last.size() - 1);
        double window = days(retention.window());
        double measured = Math.min(days(WEEK), Math.min(days(age), window + interval));
        double wal = usage.walLastWeek().bytes() / measured * (window + interval);
        double each =
                last.stream().mapToLong(BackupRecord::storedBytes).average().orElse(0);
        double kept = Math.max(Math.ceil(window / interval) + 1, retention.minimum()) + beyond(retention, window);
        return OptionalLong.of(Math.round(wal + kept * each) + usage.dumps().bytes());
    }

    /** Backups that are kept by the calendar, as far as the window does not hold them already. */
    private static double beyond(RetentionConfig retention, double window) {
        return Math.max(0, retention.daily() - window)
                + Math.max(0, retention.weekly() - window / 7)
                + Math.max(0, retention.monthly() - window / 30)
                + Math.max(0, retention.yearly() - window / 365);
    }

    private static double days(Duration time) {
        return (double) time.toSeconds() / DAY.toSeconds();
    }
}
