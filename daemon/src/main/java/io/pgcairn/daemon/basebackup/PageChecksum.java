package io.pgcairn.daemon.basebackup;

/**
 * PostgreSQL's checksum of a data page: 32 sums after FNV-1a side by side over the page's little-endian words, folded
 * together with the block number. The loops are laid out so that the compiler can use vector instructions.
 */
final class PageChecksum {
    /** The word that holds pd_checksum in its lower half; it counts as zero there. */
    static final int CHECKSUM_WORD = 2;

    private static final int PRIME = 16777619;
    private static final int SHIFT = 17;
    private static final int LANES = 32;
    private static final int FINAL_ROUNDS = 2;
    private static final int MODULUS = 65535;

    /** What the sums begin with; PostgreSQL's choice of random numbers. */
    private static final int[] SEEDS = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private final int[] sums = new int[LANES];

    /**
     * The checksum that a page should have.
     *
     * @param words the page's little-endian words, as many as a multiple of 32
     * @param block the page's number in its relation, across all its files
     */
    int of(int[] words, long block) {
        int stored = words[CHECKSUM_WORD];
        words[CHECKSUM_WORD] = stored & 0xFFFF_0000;
        System.arraycopy(SEEDS, 0, sums, 0, LANES);
        for (int row = 0; row < words.length; row += LANES) {
            mix(words, row);
        }
        words[CHECKSUM_WORD] = stored;
        for (int round = 0; round < FINAL_ROUNDS; round++) {
            mixZeros();
        }
        int folded = (int) block;
        for (int sum : sums) {
            folded ^= sum;
        }
        return Integer.remainderUnsigned(folded, MODULUS) + 1;
    }

    private void mix(int[] words, int row) {
        for (int lane = 0; lane < LANES; lane++) {
            int mixed = sums[lane] ^ words[row + lane];
            sums[lane] = mixed * PRIME ^ mixed >>> SHIFT;
        }
    }

    private void mixZeros() {
        for (int lane = 0; lane < LANES; lane++) {
            sums[lane] = sums[lane] * PRIME ^ sums[lane] >>> SHIFT;
        }
    }
}
