package io.pgcairn.daemon.basebackup;

/**
 * How a server's relation files are cut, fixed when PostgreSQL was compiled.
 *
 * @param pageBytes the size of a page: 8192 unless compiled otherwise
 * @param segmentPages how many pages a relation's file has before the next one begins: 1 GiB of them
 */
record PageLayout(int pageBytes, long segmentPages) {
    private static final int MAX_PAGE_BYTES = 32 << 10;

    PageLayout {
        if (Integer.bitCount(pageBytes) != 1 || pageBytes < 1 << 10 || pageBytes > MAX_PAGE_BYTES || segmentPages < 1) {
            throw new IllegalArgumentException(
                    "not a page layout: " + pageBytes + " bytes, " + segmentPages + " pages");
        }
    }
}
