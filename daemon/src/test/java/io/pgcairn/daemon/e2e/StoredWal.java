package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The WAL objects of a store, told by their names alone and not by the code that is under test. */
final class StoredWal {
    private static final String SEGMENT = "main/\\d+/wal/00000001/([0-9A-F]{24})-[0-9a-f]{16}\\.zst\\.age";

    private StoredWal() {}

    /** The names of the objects that hold a complete segment. */
    static List<String> complete(Collection<String> objects) {
        return objects.stream().filter(name -> name.matches(SEGMENT)).toList();
    }

    static String segmentOf(String object) {
        return object.replaceFirst(SEGMENT, "$1");
    }

    /** Proves that every segment is there once and that none is missing in between. */
    static void requireWhole(Collection<String> objects, int segmentMegabytes) {
        List<Long> numbers = complete(objects).stream()
                .map(name -> number(segmentOf(name), segmentMegabytes))
                .sorted()
                .toList();
        assertTrue(numbers.size() > 3, "too few complete segments: " + numbers);
        assertEquals(numbers.size(), new TreeSet<>(numbers).size(), () -> "a segment is there twice: " + objects);
        assertEquals(
                numbers.getLast() - numbers.getFirst() + 1, numbers.size(), () -> "a segment is missing: " + numbers);
        long filling = numbers.getLast() + 1;
        List<Long> tails = objects.stream()
                .filter(name -> name.contains(".tail/"))
                .map(name -> number(name.replaceFirst(".*/([0-9A-F]{24})\\.tail/.*", "$1"), segmentMegabytes))
                .collect(Collectors.toList());
        assertTrue(tails.stream().allMatch(tail -> tail <= filling), () -> "a tail behind a gap: " + objects);
    }

    private static long number(String segment, int megabytes) {
        long perLog = (1L << 32) / (megabytes * (1L << 20));
        return Long.parseLong(segment.substring(8, 16), 16) * perLog + Long.parseLong(segment.substring(16), 16);
    }
}
