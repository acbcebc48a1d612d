package io.pgcairn.daemon.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as one writes them in the file: {@code 500ms 5s 10m 2h 7d}. */
final class DurationText {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS_OF =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private DurationText() {}

    static ValueType<Duration> between(String least, String most) {
        Duration min = parse(least);
        Duration max = parse(most);
        return new ScalarType<>("a duration from " + least + " to " + most, text -> {
            Duration duration = parse(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalArgumentException("it is out of range");
            }
            return duration;
        });
    }

    static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is not a number with one of the units ms, s, m, h, d");
        }
        Long unit = MILLIS_OF.get(matcher.group(2));
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit == null ? 1L : unit));
    }
}
