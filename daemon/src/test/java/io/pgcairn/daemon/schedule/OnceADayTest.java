package io.pgcairn.daemon.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A daily schedule runs once on each day that a zone has, whatever it does with its clocks. */
class OnceADayTest {
    private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2050, 1, 1);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void in_every_zone_around_changes_of_its_clocks() {
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(name);
            List<ZoneOffsetTransition> changes = changes(zone);
            for (int i = 0; i < 5 && !changes.isEmpty(); i++) {
                LocalDateTime change =
                        changes.get(random.nextInt(changes.size())).getDateTimeBefore();
                // A time within an hour or two of the change, where it matters.
                LocalTime time = change.plusMinutes(random.nextInt(240) - 120L).toLocalTime();
                check(zone, time, change.toLocalDate().minusDays(3), 6);
            }
        }
    }

    @Test
    void in_every_zone_for_a_while() {
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            LocalDate day = FIRST.plusDays(random.nextInt((int) (LAST.toEpochDay() - FIRST.toEpochDay())));
            check(ZoneId.of(name), LocalTime.of(random.nextInt(24), random.nextInt(60)), day, 20);
        }
    }

    @Test
    void for_years() {
        for (String name : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")) {
            check(ZoneId.of(name), LocalTime.of(2, random.nextInt(60)), LocalDate.of(2015, 1, 1), 8 * 365);
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        Instant end = LAST.atStartOfDay().toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition change =
                zone.getRules().nextTransition(FIRST.atStartOfDay().toInstant(ZoneOffset.UTC));
        while (change != null && change.getInstant().isBefore(end)) {
            changes.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    /** Compares with days found by walking through the minutes that the zone really had. */
    private void check(ZoneId zone, LocalTime time, LocalDate from, int days) {
        Schedule schedule = Schedule.cron(time.getMinute() + " " + time.getHour() + " * * *", zone);
        Instant at = from.atStartOfDay(zone).toInstant().minusMillis(1);
        LocalDate day = from;
        String what = "seed " + seed + ", " + zone + " at " + time;
        for (int i = 0; i < days; i++) {
            while (isLeftOut(zone, day)) {
                day = day.plusDays(1);
            }
            at = schedule.next(at).orElseThrow();
            // What java.time makes of a time in a gap is as long after the gap as it is in it.
            LocalDateTime wall = day.atTime(time);
            Instant expected = wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
            ZoneOffsetTransition gap = zone.getRules().getTransition(wall);
            if (gap != null && gap.isGap()) {
                expected = gap.getInstant();
            }
            assertEquals(expected, at, what + " on " + day);
            day = day.plusDays(1);
        }
    }

    private static boolean isLeftOut(ZoneId zone, LocalDate day) {
        return !day.atStartOfDay(zone).toLocalDate().equals(day);
    }
}
