package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.postgres.Lsn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies the page checksums of one relation file while it is read. A page of zeros is valid; one that was changed
 * since the backup began may be torn and is left to WAL; any other that does not match is read once more, since it
 * may have been written at that moment. Used by one thread.
 */
final class PageVerifier {
    private static final int NAMED_BLOCKS = 10;

    private final PageLayout layout;
    private final long firstBlock;
    private final Lsn start;
    private final PageChecksum checksum = new PageChecksum();
    private final int[] words;
    private final List<Long> badBlocks = new ArrayList<>();
    private long badPages;

    /** Reads bytes of the file at a position; how many, or -1 at its end. */
    interface Reread {
        int read(ByteBuffer into, long position) throws IOException;
    }

    /**
     * @param segment which of the relation's files it is, from 0
     * @param start pages changed at this position or later are left to WAL
     */
    PageVerifier(PageLayout layout, long segment, Lsn start) {
        this.layout = layout;
        this.firstBlock = segment * layout.segmentPages();
        this.start = start;
        this.words = new int[layout.pageBytes() / Integer.BYTES];
    }

    /**
     * Verifies the whole pages among the buffer's remaining bytes, which stay unread; a page whose second reading was
     * better is replaced there.
     *
     * @param position where in the file they begin, the start of a page
     */
    void verify(ByteBuffer chunk, long position, Reread reread) throws IOException {
        int pageBytes = layout.pageBytes();
        for (int at = 0; at + pageBytes <= chunk.remaining(); at += pageBytes) {
            ByteBuffer page = chunk.slice(chunk.position() + at, pageBytes);
            long block = firstBlock + (position + at) / pageBytes;
            if (!isSound(page, block) && !isSoundAgain(page, block, position + at, reread)) {
                badPages++;
                if (badBlocks.size() < NAMED_BLOCKS) {
                    badBlocks.add(block);
                }
            }
        }
    }

    private boolean isSoundAgain(ByteBuffer page, long block, long position, Reread reread) throws IOException {
        ByteBuffer again = ByteBuffer.allocate(layout.pageBytes());
        int read = 0;
        for (long at = position; read >= 0 && again.hasRemaining(); at += read) {
            read = reread.read(again, at);
        }
        if (again.hasRemaining()) {
            // The file was truncated meanwhile, which WAL repeats.
            return true;
        }
        boolean isSound = isSound(again.flip(), block);
        if (isSound) {
            page.put(0, again, 0, layout.pageBytes());
        }
        return isSound;
    }

    private boolean isSound(ByteBuffer page, long block) {
        page.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        long changed = (long) words[0] << 32 | words[1] & 0xFFFF_FFFFL;
        if (!new Lsn(changed).isBefore(start)) {
            return true;
        }
        int stored = words[PageChecksum.CHECKSUM_WORD] & 0xFFFF;
        return stored == checksum.of(words, block) || isZero();
    }

    private boolean isZero() {
        for (int word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    long badPages() {
        return badPages;
    }

    /** The first bad blocks by their number in the relation, as a log line names them. */
    String badBlocks() {
        return badBlocks + (badPages > badBlocks.size() ? " and more" : "");
    }
}
