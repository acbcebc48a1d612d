package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierDifferenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shows_each_object_once_in_order_with_who_has_it(long seed) throws Exception {
        Random random = new Random(seed);
        TreeSet<String> left = names(random);
        TreeSet<String> right = names(random);
        List<String> expected = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(left);
        all.addAll(right);
        for (String name : all) {
            expected.add((left.contains(name) ? "l" : "-") + (right.contains(name) ? "r" : "-") + name);
        }
        List<String> shown = new ArrayList<>();
        new TierDifference(lister(left, random), lister(right, random)).walk("k", "", noting(shown));
        assertEquals(expected, shown, "seed " + seed);
    }

    private static TreeSet<String> names(Random random) {
        TreeSet<String> names = new TreeSet<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            names.add("k" + random.nextInt(80));
        }
        return names;
    }

    /** Answers pages of every length that the contract allows. */
    private static ObjectLister lister(TreeSet<String> names, Random random) {
        return (prefix, after, limit) -> {
            List<ObjectInfo> rest = names.tailSet(after, false).stream()
                    .map(name -> new ObjectInfo(new ObjectKey(name), 1, Instant.EPOCH))
                    .toList();
            int count = Math.min(rest.size(), 1 + random.nextInt(5));
            return new ObjectPage(rest.subList(0, count), count == rest.size());
        };
    }

    private static TierDifference.Visitor noting(List<String> shown) {
        return new TierDifference.Visitor() {
            @Override
            public void onlySource(ObjectInfo object) {
                shown.add("l-" + object.key());
            }

            @Override
            public void both(ObjectInfo ofSource, ObjectInfo ofTarget) {
                shown.add("lr" + ofSource.key());
            }

            @Override
            public void onlyTarget(ObjectInfo object) {
                shown.add("-r" + object.key());
            }
        };
    }

    @Test
    void two_hundred_thousand_objects_take_the_memory_of_two_pages() throws Exception {
        int[] most = {0};
        int[] pages = {0};
        ObjectLister endless = (prefix, after, limit) -> {
            int from = after.isEmpty() ? 0 : Integer.parseInt(after.substring(1)) + 1;
            int to = Math.min(200_000, from + limit);
            most[0] = Math.max(most[0], to - from);
            pages[0]++;
            List<ObjectInfo> page = IntStream.range(from, to)
                    .mapToObj(i -> new ObjectInfo(new ObjectKey("k%06d".formatted(i)), 1, Instant.EPOCH))
                    .toList();
            return new ObjectPage(page, to == 200_000);
        };
        int[] both = {0};
        new TierDifference(endless, endless).walk("k", "", new TierDifference.Visitor() {
            @Override
            public void onlySource(ObjectInfo object) {
                throw new AssertionError(object);
            }

            @Override
            public void both(ObjectInfo ofSource, ObjectInfo ofTarget) {
                both[0]++;
            }
        });
        assertEquals(200_000, both[0]);
        assertEquals(1000, most[0]);
        assertEquals(400, pages[0]);
    }
}
