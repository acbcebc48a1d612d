package io.pgcairn.daemon.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * When a job is to run.
 *
 * @param name of the job, for people and for {@link JobRunner}
 * @param text the schedule as the operator wrote it
 * @param schedule the same, understood
 * @param delay how much later than that it runs, see {@link #delay(String, Duration)}
 * @param startWithin how long after that it may still start; empty for any time
 * @param first how long after the start of the daemon a job runs that never ran before
 */
public record JobPlan(
        String name, String text, Schedule schedule, Duration delay, Optional<Duration> startWithin, Duration first) {
    public JobPlan {
        if (delay.isNegative()
                || first.isNegative()
                || startWithin.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("a job waits forwards: " + delay + ", " + first + ", " + startWithin);
        }
    }

    /**
     * A delay of whole seconds between nothing and {@code most}, the same each time for one name: so that a fleet with
     * one configuration does not start at once, and each member keeps its rhythm.
     */
    public static Duration delay(String name, Duration most) {
        CRC32 spread = new CRC32();
        spread.update(name.getBytes(StandardCharsets.UTF_8));
        return Duration.ofSeconds(spread.getValue() % (most.toSeconds() + 1));
    }
}
