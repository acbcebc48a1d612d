package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PageVerifierTest {
    private static final PageLayout LAYOUT = new PageLayout(8192, 131072);
    private static final Lsn START = Lsn.parse("1/1000");
    private static final Lsn BEFORE = Lsn.parse("0/FFFF0000");

    @Test
    void accepts_pages_with_the_right_checksum_in_every_segment() throws IOException {
        ByteBuffer pages = ByteBuffer.allocate(2 * 8192)
                .put(page(2 * 131072 + 7, BEFORE))
                .put(page(2 * 131072 + 8, BEFORE))
                .flip();
        assertEquals(0, badPages(2, pages, 7 * 8192L, pages));
        assertEquals(2, badPages(1, pages, 7 * 8192L, pages), "of another segment");
    }

    @Test
    void accepts_a_page_of_zeros() throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(8192);
        assertEquals(0, badPages(0, zeros, 0, zeros));
    }

    @Test
    void reports_a_page_that_is_zero_where_its_header_should_be() throws IOException {
        ByteBuffer almost = ByteBuffer.allocate(8192).put(8000, (byte) 1);
        assertEquals(1, badPages(0, almost, 0, almost));
    }

    @Test
    void leaves_pages_changed_since_the_start_to_wal() throws IOException {
        ByteBuffer torn = page(0, START).put(5000, (byte) 99);
        assertEquals(0, badPages(0, torn, 0, torn));
    }

    @Test
    void reads_a_bad_page_once_more_and_keeps_the_better_one() throws IOException {
        ByteBuffer good = page(0, BEFORE);
        ByteBuffer torn = page(0, BEFORE).put(5000, (byte) 99);
        assertEquals(0, badPages(0, torn, 0, good));
        assertEquals(good, torn);
    }

    @Test
    void counts_a_page_that_stays_bad() throws IOException {
        ByteBuffer bad = page(0, BEFORE).put(5000, (byte) 99);
        AtomicInteger reads = new AtomicInteger();
        PageVerifier verifier = new PageVerifier(LAYOUT, 0, START);
        verifier.verify(bad, 0, (into, position) -> {
            reads.incrementAndGet();
            return copy(bad, into);
        });
        assertEquals(1, verifier.badPages());
        assertEquals("[0]", verifier.badBlocks());
        assertEquals(1, reads.get());
    }

    @Test
    void takes_a_page_that_was_truncated_meanwhile_as_wals_business() throws IOException {
        ByteBuffer torn = page(0, BEFORE).put(5000, (byte) 99);
        PageVerifier verifier = new PageVerifier(LAYOUT, 0, START);
        verifier.verify(torn, 0, (into, position) -> -1);
        assertEquals(0, verifier.badPages());
    }

    private static long badPages(long segment, ByteBuffer chunk, long position, ByteBuffer second) throws IOException {
        PageVerifier verifier = new PageVerifier(LAYOUT, segment, START);
        verifier.verify(chunk, position, (into, at) -> copy(second.slice((int) (at - position), 8192), into));
        return verifier.badPages();
    }

    private static int copy(ByteBuffer from, ByteBuffer into) {
        into.put(from.slice(0, 8192));
        return 8192;
    }

    private static ByteBuffer page(long block, Lsn changed) {
        ByteBuffer page = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 16; i < 8192; i++) {
            page.put(i, (byte) (i * 7 + block));
        }
        page.putInt(0, (int) (changed.value() >>> 32)).putInt(4, (int) changed.value());
        int[] words = new int[2048];
        page.asIntBuffer().get(words);
        return page.putShort(8, (short) new PageChecksum().of(words, block));
    }
}
