package io.pgcairn.daemon.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Numbers and times as people read them; every time is UTC and says so. */
final class Spoken {
    private static final DateTimeFormatter MOMENT = format("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter EXACT = format("yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'");
    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");

    private Spoken() {}

    static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    static String moment(Instant moment) {
        return (isWhole(moment) ? MOMENT : EXACT).format(moment);
    }

    private static boolean isWhole(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).equals(moment);
    }

    /** {@code 12 s ago}, {@code in 3 h}. */
    static String age(Instant moment, Instant now) {
        Duration time = Duration.between(moment, now);
        return time.isNegative() ? "in " + duration(time.negated()) : duration(time) + " ago";
    }

    /** The largest unit of a time, with the next one where that tells something. */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds, 60, "min", 1, "s", 10);
        }
        if (seconds < 86_400) {
            return two(seconds, 3600, "h", 60, "min", 10);
        }
        return two(seconds, 86_400, "d", 3600, "h", 4);
    }

    /** @param few below how many of the large unit the small one is told */
    private static String two(long seconds, long large, String unit, long small, String below, int few) {
        long count = seconds / large;
        long rest = seconds % large / small;
        return count + " " + unit + (count >= few || rest == 0 ? "" : " " + rest + " " + below);
    }

    /** A size in powers of ten, as disks and bills have them. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double left = bytes / 1000.0;
        int unit = 0;
        while (left >= 999.5 && unit < UNITS.size() - 1) {
            left /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, left < 99.95 ? "%.1f %s" : "%.0f %s", left, UNITS.get(unit));
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
