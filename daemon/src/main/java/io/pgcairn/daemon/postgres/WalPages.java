package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads WAL page by page and takes their headers off. WAL ends where the bytes end, or where a page is not the one that
 * belongs there: recycled segments hold old pages. Used by one thread.
 */
final class WalPages {
    static final int PAGE = 8192;

    private static final int CONTINUES = 0x0001;
    private static final int LONG_HEADER = 0x0002;
    private static final int OVERWRITES = 0x0008;
    private static final int SHORT_BYTES = 24;
    private static final int LONG_BYTES = 40;
    private static final int INFO_AT = 2;
    private static final int ADDRESS_AT = 8;
    private static final int REMAINING_AT = 16;

    private final InputStream wal;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    private long next;

    /** @param start the position of the first byte, a page's start */
    WalPages(InputStream wal, Lsn start) {
        this.wal = wal;
        this.next = start.value();
        page.limit(0);
    }

    /** Goes to the next page, and behind its header; false where WAL ends. */
    boolean advance() throws IOException {
        page.clear();
        int read = wal.readNBytes(page.array(), 0, PAGE);
        page.limit(read);
        boolean isOurs = read >= SHORT_BYTES && page.getLong(ADDRESS_AT) == next && page.getShort(0) != 0;
        next += PAGE;
        if (!isOurs || read < headerBytes()) {
            page.limit(0);
            return false;
        }
        page.position(headerBytes());
        return true;
    }

    /** The position of the next byte. */
    Lsn position() {
        return new Lsn(next - PAGE + page.position());
    }

    /** The rest of the page. */
    ByteBuffer rest() {
        return page;
    }

    /** Leaves what is left before a segment's end. Where WAL ends before it, the next page is not there. */
    void skipTo(Lsn segmentEnd) throws IOException {
        page.position(page.limit());
        long left = segmentEnd.value() - next;
        for (long skipped = 1; left > 0 && skipped > 0; left -= skipped) {
            skipped = wal.readNBytes(page.array(), 0, (int) Math.min(left, PAGE));
        }
        next = segmentEnd.value();
    }

    /** Which version's page it is. */
    int magic() {
        return Short.toUnsignedInt(page.getShort(0));
    }

    /** How many bytes at the page's start belong to a record that began before it; 0 for none. */
    long remainingOfRecord() {
        return (info() & CONTINUES) == 0 ? 0 : Integer.toUnsignedLong(page.getInt(REMAINING_AT));
    }

    /** Whether the record that began before the page was given up after a crash. */
    boolean overwrites() {
        return (info() & OVERWRITES) != 0;
    }

    private int headerBytes() {
        return (info() & LONG_HEADER) == 0 ? SHORT_BYTES : LONG_BYTES;
    }

    private int info() {
        return page.getShort(INFO_AT);
    }
}
