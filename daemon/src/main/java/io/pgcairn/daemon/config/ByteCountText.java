package io.pgcairn.daemon.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Byte counts as one writes them in the file: {@code 4MiB 16MB 1GiB}. */
final class ByteCountText {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)");
    private static final Map<String, Long> BYTES_OF = Map.of(
            "B", 1L,
            "kB", 1_000L,
            "KB", 1_000L,
            "MB", 1_000_000L,
            "GB", 1_000_000_000L,
            "TB", 1_000_000_000_000L,
            "KiB", 1L << 10,
            "MiB", 1L << 20,
            "GiB", 1L << 30,
            "TiB", 1L << 40);

    private ByteCountText() {}

    static ValueType<Long> between(String least, String most) {
        long min = parse(least);
        long max = parse(most);
        return new ScalarType<>("a number of bytes from " + least + " to " + most, text -> {
            long bytes = parse(text);
            if (bytes < min || bytes > max) {
                throw new IllegalArgumentException("it is out of range");
            }
            return bytes;
        });
    }

    static long parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is not a number with a unit such as KiB, MiB, GiB, MB, GB");
        }
        Long unit = BYTES_OF.get(matcher.group(2));
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit == null ? 1L : unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("it is more bytes than there are", e);
        }
    }
}
