package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageChecksumTest {
    private static final int PAGE = 8192;

    /** The sums come from a program of another kind; that PostgreSQL agrees is shown by backups of its own pages. */
    @ParameterizedTest
    @CsvSource({"0, 51176", "1, 51177", "131072, 51178", "4294967294, 14360"})
    void agrees_with_vectors(long block, int expected) {
        assertEquals(expected, new PageChecksum().of(words(), block));
    }

    @Test
    void counts_the_stored_checksum_as_zero_and_leaves_it_alone() {
        int[] words = words();
        int expected = new PageChecksum().of(words, 5);
        words[PageChecksum.CHECKSUM_WORD] ^= 0x0000_1234;
        int[] before = words.clone();
        assertEquals(expected, new PageChecksum().of(words, 5));
        assertArrayEquals(before, words);
    }

    private static int[] words() {
        byte[] page = new byte[PAGE];
        for (int i = 0; i < PAGE; i++) {
            page[i] = (byte) (i * 31 + 7);
        }
        int[] words = new int[PAGE / Integer.BYTES];
        ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }
}
