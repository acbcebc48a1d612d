package io.pgcairn.storage.remote;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Reads buffers one after the other. Used by one thread at a time. */
final class SliceStream extends InputStream {
    private final List<ByteBuffer> slices;
    private int current;
    private long left;
    private long leftAtMark;

    /** @param slices are moved by reading */
    SliceStream(List<ByteBuffer> slices) {
        this.slices = slices;
        left = slices.stream().mapToLong(ByteBuffer::remaining).sum();
        leftAtMark = left;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0 || left == 0) {
            return length == 0 ? 0 : -1;
        }
        while (!slices.get(current).hasRemaining()) {
            current++;
        }
        int count = Math.min(length, slices.get(current).remaining());
        slices.get(current).get(target, offset, count);
        left -= count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, left));
        move(left - skipped);
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        leftAtMark = left;
    }

    @Override
    public void reset() {
        move(leftAtMark);
    }

    /** Goes to the place from which on so many bytes are left. */
    private void move(long newLeft) {
        left = newLeft;
        long rest = newLeft;
        for (int i = slices.size() - 1; i >= 0; i--) {
            ByteBuffer slice = slices.get(i);
            int unread = (int) Math.min(rest, slice.limit());
            slice.position(slice.limit() - unread);
            rest -= unread;
            if (unread > 0) {
                current = i;
            }
        }
    }
}
