package io.pgcairn.daemon.config;

import io.pgcairn.daemon.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When something runs.
 *
 * @param when five cron fields, {@code every 6h}, or {@code never}
 * @param zone in which cron fields are meant
 * @param jitter up to how much later than that it starts, the same each time for one cluster
 * @param startWithin how long after its time it may still start; empty for any time
 */
public record ScheduleConfig(String when, ZoneId zone, Duration jitter, Optional<Duration> startWithin) {
    public ScheduleConfig {
        ScheduleText.parse(when, zone);
        if (jitter.isNegative() || startWithin.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("a schedule waits forwards: " + jitter + ", " + startWithin);
        }
    }

    /** What {@code when} means. */
    public Schedule schedule() {
        return ScheduleText.parse(when, zone);
    }
}
