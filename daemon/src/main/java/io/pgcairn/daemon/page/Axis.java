package io.pgcairn.daemon.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of time as a line from left to right, now at the end. Places are told in percent, so that a narrow screen
 * needs no other drawing than a wide one.
 */
record Axis(Instant from, Instant to) {
    /** A place with what is written below it. */
    record Tick(Instant at, String label) {}

    private static final Duration LEAST = Duration.ofMinutes(10);
    private static final int MOST_TICKS = 6;
    private static final long DAY = 86_400;
    private static final List<Long> STEPS = List.of(
            60L, 120L, 300L, 600L, 900L, 1800L, 3600L, 7200L, 10_800L, 21_600L, 43_200L, DAY, 2 * DAY, 7 * DAY,
            14 * DAY);

    /** Beyond the last step ticks stand at the beginnings of months. */
    private static final List<Integer> MONTHS = List.of(1, 2, 3, 6, 12, 24, 60, 120);

    private static final DateTimeFormatter HOUR = Spoken.format("HH:mm");
    private static final DateTimeFormatter DATE = Spoken.format("d MMM");
    private static final DateTimeFormatter MONTH = Spoken.format("MMM yyyy");

    /** From the first moment on, with a little room before it. */
    static Axis of(Instant first, Instant now) {
        Duration whole = Duration.between(first, now);
        Duration shown = whole.compareTo(LEAST) < 0 ? LEAST : whole;
        return new Axis(now.minus(shown).minus(shown.dividedBy(40)), now);
    }

    double percent(Instant moment) {
        double part = 100.0 * Duration.between(from, moment).toMillis() / length().toMillis();
        return Math.clamp(part, 0, 100);
    }

    /** As an attribute of SVG. */
    static String places(double percent) {
        return String.format(Locale.ROOT, "%.3f%%", percent);
    }

    Instant at(double percent) {
        return from.plusMillis((long) (length().toMillis() * percent / 100));
    }

    private Duration length() {
        return Duration.between(from, to);
    }

    List<Tick> ticks() {
        for (long step : STEPS) {
            if (length().toSeconds() / step <= MOST_TICKS) {
                return even(step);
            }
        }
        for (int months : MONTHS) {
            if (length().toDays() / (30 * months) <= MOST_TICKS) {
                return monthly(months);
            }
        }
        return List.of();
    }

    private List<Tick> even(long step) {
        List<Tick> ticks = new ArrayList<>();
        long first = from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0);
        long second = Math.ceilDiv(first, step) * step;
        for (; second <= to.getEpochSecond(); second += step) {
            Instant at = Instant.ofEpochSecond(second);
            boolean isMidnight = second % DAY == 0;
            ticks.add(new Tick(at, (isMidnight ? DATE : HOUR).format(at)));
        }
        return ticks;
    }

    private List<Tick> monthly(int months) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(from.truncatedTo(ChronoUnit.DAYS), ZoneOffset.UTC);
        LocalDate day = LocalDate.of(first.getYear(), 1, 1);
        for (; !day.atStartOfDay().toInstant(ZoneOffset.UTC).isAfter(to); day = day.plusMonths(months)) {
            Instant at = day.atStartOfDay().toInstant(ZoneOffset.UTC);
            if (!at.isBefore(from)) {
                ticks.add(new Tick(at, MONTH.format(at)));
            }
        }
        return ticks;
    }
}
