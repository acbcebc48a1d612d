package io.pgcairn.daemon.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Shown {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    private Shown() {}

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** The first whole second that is not before a moment: from then on a backup that stopped then can be restored. */
    static Instant wholeSecondFrom(Instant moment) {
        Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(moment) ? second : second.plusSeconds(1);
    }

    /** Two moments of which each second between them counts; exact if they are so near that none is left. */
    static String span(Instant from, String to, Instant end) {
        Instant first = wholeSecondFrom(from);
        boolean hasSecond = !first.isAfter(end.truncatedTo(ChronoUnit.SECONDS));
        return (hasSecond ? moment(first) : EXACT.format(from.plusNanos(999).truncatedTo(ChronoUnit.MICROS)))
                + to
                + (hasSecond ? moment(end) : EXACT.format(end));
    }

    /** Words that others wrote, as one line: a terminal obeys control characters, whoever wrote them. */
    static String line(String words) {
        return words.codePoints()
                .map(c -> isShown(c) ? c : Character.isWhitespace(c) ? ' ' : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    static String day(Instant moment) {
        return moment(moment).substring(0, 10);
    }

    /** A size in powers of ten, as disks and bills have them: {@code 1.2 GB}. */
    static String size(long bytes) {
        double left = bytes;
        int unit = 0;
        // 999.95 would be shown as 1000.0 of the smaller unit.
        while (left >= (unit == 0 ? 1000 : 999.95)) {
            left /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, left < 99.95 ? "%.1f %s" : "%.0f %s", left, UNITS.get(unit));
    }

    /** The two largest units of a time: {@code 1h02m}, {@code 4m05s}, {@code 9s}; of whole days {@code 14d}. */
    static String duration(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds >= 86_400) {
            return seconds / 86_400 + "d" + (seconds % 86_400 < 3600 ? "" : seconds % 86_400 / 3600 + "h");
        }
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
        }
        return seconds >= 60 ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60) : seconds + "s";
    }
}
