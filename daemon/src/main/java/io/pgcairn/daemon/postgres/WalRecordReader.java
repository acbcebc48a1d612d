package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the records out of WAL, each with its checksum proven: across pages and segments, of PostgreSQL 14 and later.
 * WAL ends at the first place where no whole record is. Used by one thread.
 */
public final class WalRecordReader {
    /** Kept of a record: more than block headers and images ever take, and the main data of most. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int HEADER = 24;
    private static final int CRC_AT = 20;
    private static final int XID_AT = 4;
    private static final int INFO_AT = 16;
    private static final int MANAGER_AT = 17;
    private static final int ALIGNMENT = 8;

    private final SegmentSize segmentSize;
    private final WalPages pages;
    private final ByteBuffer kept = ByteBuffer.allocate(KEPT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private boolean isEnded;

    /** A record that was given up half-way: the next one is on the page that was reached. */
    private boolean isOverwritten;

    /**
     * @param wal bytes from {@code start} on, of as many segments as there are; the caller closes it
     * @param start a segment's start; a record that began before it is left out
     */
    public WalRecordReader(InputStream wal, Lsn start, SegmentSize segmentSize) throws IOException {
        this.segmentSize = segmentSize;
        this.pages = new WalPages(wal, start);
        isEnded = !pages.advance() || !skipContinuation();
    }

    /** The next record; empty at the end of the WAL. */
    public Optional<WalRecord> next() throws IOException {
        while (!isEnded) {
            Optional<WalRecord> record = readRecord();
            if (record.isPresent()) {
                leave(record.get());
                return record;
            }
            isEnded = !isOverwritten;
            isOverwritten = false;
        }
        return Optional.empty();
    }

    private void leave(WalRecord record) throws IOException {
        if (record.isSwitch() && segmentSize.offsetOf(record.end()) != 0) {
            pages.skipTo(segmentSize.startOf(record.end()).plus(segmentSize.bytes()));
        }
    }

    private Optional<WalRecord> readRecord() throws IOException {
        if (!align()) {
            return Optional.empty();
        }
        Lsn start = pages.position();
        int magic = pages.magic();
        long length = pages.rest().remaining() < Integer.BYTES
                ? 0
                : Integer.toUnsignedLong(pages.rest().getInt(pages.rest().position()));
        if (length < HEADER) {
            return Optional.empty();
        }
        CRC32C crc = new CRC32C();
        if (!gather(length, crc)) {
            return Optional.empty();
        }
        crc.update(kept.array(), 0, CRC_AT);
        if ((int) crc.getValue() != kept.getInt(CRC_AT)) {
            return Optional.empty();
        }
        return Optional.of(new WalRecord(
                start,
                pages.position(),
                Integer.toUnsignedLong(kept.getInt(XID_AT)),
                Byte.toUnsignedInt(kept.get(MANAGER_AT)),
                Byte.toUnsignedInt(kept.get(INFO_AT)),
                mainData(length, magic)));
    }

    /** Goes to where the next record may start. */
    private boolean align() throws IOException {
        ByteBuffer rest = pages.rest();
        int gap = -rest.position() & ALIGNMENT - 1;
        if (rest.remaining() > gap) {
            rest.position(rest.position() + gap);
            return true;
        }
        return pages.advance();
    }

    /** Reads a record of this length, keeps its beginning, and sums up all behind its header. */
    private boolean gather(long length, CRC32C crc) throws IOException {
        kept.clear();
        long done = 0;
        while (done < length) {
            if (!pages.rest().hasRemaining() && !continueRecord(length - done)) {
                return false;
            }
            ByteBuffer part = pages.rest();
            int take = (int) Math.min(part.remaining(), length - done);
            // The header is summed up last, so what is taken first ends with it.
            take = done < HEADER ? (int) Math.min(take, HEADER - done) : take;
            if (done >= HEADER) {
                crc.update(part.array(), part.position(), take);
            }
            kept.put(part.array(), part.position(), Math.min(take, kept.remaining()));
            part.position(part.position() + take);
            done += take;
        }
        kept.flip();
        return true;
    }

    private boolean continueRecord(long missing) throws IOException {
        if (!pages.advance()) {
            return false;
        }
        isOverwritten = pages.overwrites();
        return pages.remainingOfRecord() == missing;
    }

    /** Leaves out what belongs to a record from before the start. */
    private boolean skipContinuation() throws IOException {
        long missing = pages.remainingOfRecord();
        while (missing > 0) {
            int take = (int) Math.min(pages.rest().remaining(), missing);
            pages.rest().position(pages.rest().position() + take);
            missing -= take;
            if (missing > 0 && !pages.advance()) {
                return false;
            }
            if (missing > 0 && pages.remainingOfRecord() != missing) {
                // The record was given up: the page that was reached starts with another.
                return pages.overwrites();
            }
        }
        return true;
    }

    private byte[] mainData(long length, int magic) {
        ByteBuffer body = kept.slice(HEADER, kept.limit() - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        try {
            long bytes = WalRecordHeaders.mainDataLength(body, length - HEADER, magic);
            long from = length - bytes;
            if (from < HEADER || from > kept.limit()) {
                return new byte[0];
            }
            byte[] data = new byte[(int) Math.min(bytes, kept.limit() - from)];
            kept.get((int) from, data);
            return data;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // A later PostgreSQL may lay out what we do not know; the record as such is proven.
            return new byte[0];
        }
    }
}
