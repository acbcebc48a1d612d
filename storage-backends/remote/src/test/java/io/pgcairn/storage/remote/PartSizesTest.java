package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PartSizesTest {
    private static final long TIB = 1L << 40;
    private static final int USUAL = PartRules.DEFAULT_PART_BYTES;

    private static long sum(PartSizes sizes, int parts) {
        long sum = 0;
        for (int number = 1; number <= parts; number++) {
            sum += sizes.lengthOf(number);
        }
        return sum;
    }

    @Test
    void grows_so_that_ten_thousand_parts_suffice_for_five_tebibytes() {
        PartSizes sizes = new PartSizes(new PartRules(USUAL, 10_000, 5L << 30, 5 * TIB, 1, 4));
        assertEquals(USUAL, sizes.lengthOf(1));
        assertEquals(USUAL, sizes.lengthOf(100), "usual objects have usual parts");
        assertTrue(sum(sizes, 10_000) >= 5 * TIB);
        assertTrue(sizes.lengthOf(10_000) <= PartSizes.MOST_BYTES, "a part fits into memory");
    }

    @Test
    void does_not_grow_where_parts_suffice() {
        PartSizes sizes = new PartSizes(new PartRules(USUAL, Integer.MAX_VALUE, 5 * TIB, 5 * TIB, 1 << 18, 1));
        assertEquals(USUAL, sizes.lengthOf(1_000_000));
    }

    @Test
    void never_exceeds_what_fits_into_memory_even_where_that_does_not_suffice() {
        PartSizes sizes = new PartSizes(new PartRules(USUAL, 50_000, 4000L << 20, 190 * TIB, 1, 4));
        assertTrue(sizes.lengthOf(50_000) <= PartSizes.MOST_BYTES);
    }

    @Test
    void keeps_random_rules() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int multiple = 1 << random.nextInt(4);
            int usual = multiple * (1 + random.nextInt(100));
            int parts = 1 + random.nextInt(300);
            long most = usual + random.nextInt(5000);
            long longest = random.nextLong(1, Math.max(2, (most - multiple) * parts));
            PartSizes sizes = new PartSizes(new PartRules(usual, parts, most, longest, multiple, 1));
            String rules = usual + " " + parts + " " + most + " " + longest + " " + multiple + ", seed " + seed;
            for (int number = 1; number <= parts; number++) {
                int length = sizes.lengthOf(number);
                assertTrue(length >= usual && length <= most && length % multiple == 0, length + " of " + rules);
                assertTrue(number == 1 || length >= sizes.lengthOf(number - 1), "shrinks: " + rules);
            }
            long reached = sum(sizes, parts);
            boolean isSteepest = parts == 1 || sizes.lengthOf(2) > usual || 2L * usual > most;
            assertTrue(reached >= longest || isSteepest, reached + " of " + rules);
        }
    }
}
