package io.pgcairn.daemon.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Fields of cron. The library finds wall times as if there were no zones, so that changes of the clocks are dealt with
 * in one place of ours.
 */
record CronSchedule(ExecutionTime fields, WallClock clock) implements Schedule {
    /** Whatever comes at all comes within the 28 years in which days of the week and leap years repeat. */
    private static final Instant SOME_TIME = Instant.parse("2001-01-01T00:00:00Z");

    static CronSchedule parse(String fields, ZoneId zone) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        CronSchedule schedule =
                new CronSchedule(ExecutionTime.forCron(parser.parse(fields).validate()), new WallClock(zone));
        if (schedule.next(SOME_TIME).isEmpty()) {
            throw new IllegalArgumentException("there is no such day in any year");
        }
        return schedule;
    }

    @Override
    public Optional<Instant> next(Instant last, Instant earliest) {
        // What is found is after this moment, so that one at the earliest itself counts.
        Instant after = earliest.isAfter(last) ? earliest.minusNanos(1) : last;
        Optional<LocalDateTime> wall = nextWall(clock.before(after));
        while (wall.isPresent()) {
            Optional<Instant> moment = wall.flatMap(clock::instant).filter(at -> at.isAfter(after));
            if (moment.isPresent()) {
                return moment;
            }
            wall = nextWall(wall.get());
        }
        return Optional.empty();
    }

    private Optional<LocalDateTime> nextWall(LocalDateTime after) {
        return fields.nextExecution(ZonedDateTime.of(after, ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
