package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names of blocks: as Azure demands them, and never two uploads' the same. */
class BlockNamesTest {
    private static final int MOST_BLOCKS = 50_000;
    private static final int LONGEST_NAME = 64;

    @Test
    void are_all_of_one_length_and_all_different() {
        Set<String> seen = new HashSet<>();
        for (String mark : List.of("00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeefe")) {
            List<String> names = new BlockNames(mark).upTo(MOST_BLOCKS);
            assertEquals(MOST_BLOCKS, names.size());
            for (String name : names) {
                assertEquals(20, Base64.getDecoder().decode(name).length);
                assertTrue(name.length() <= LONGEST_NAME && seen.add(name), name);
            }
        }
    }
}
