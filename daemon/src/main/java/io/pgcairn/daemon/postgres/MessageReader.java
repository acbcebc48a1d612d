package io.pgcairn.daemon.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.ProtocolException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads protocol messages into one reused buffer, without allocating for each. A read that times out loses nothing:
 * the next call goes on where it stopped.
 */
final class MessageReader {
    static final int INITIAL_BYTES = 256 << 10;

    /** No message that we ask for comes near this; a longer one is a broken stream. */
    static final int MAX_BYTES = 64 << 20;

    private static final int HEADER = 5;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int start;
    private int end;
    private int messageEnd;
    private boolean complete;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next message whole and returns its type; what the one before held is gone.
     *
     * @throws java.net.SocketTimeoutException no more bytes came in time; call again
     * @throws EOFException the peer closed the connection
     */
    byte next() throws IOException {
        if (complete) {
            start = messageEnd;
            complete = false;
        }
        fill(HEADER);
        int length = (int) INT.get(buffer, start + 1);
        if (length < 4 || length > MAX_BYTES) {
            throw new ProtocolException("a message from the server claims " + length + " bytes");
        }
        fill(1 + length);
        messageEnd = start + 1 + length;
        complete = true;
        return buffer[start];
    }

    private void fill(int need) throws IOException {
        if (end - start >= need) {
            return;
        }
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (buffer.length - start < need) {
            byte[] target = need > buffer.length ? new byte[Math.max(need, buffer.length * 2)] : buffer;
            System.arraycopy(buffer, start, target, 0, end - start);
            buffer = target;
            end -= start;
            start = 0;
        }
        while (end - start < need) {
            int count = in.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            end += count;
        }
    }

    /** The buffer that holds the message; valid until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the body starts in the buffer. */
    int offset() {
        return start + HEADER;
    }

    /** The body's length. */
    int length() {
        return messageEnd - start - HEADER;
    }

    /** The byte at {@code index} of the body. */
    byte byteAt(int index) throws ProtocolException {
        return buffer[checked(index, 1)];
    }

    int shortAt(int index) throws ProtocolException {
        int at = checked(index, 2);
        return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
    }

    int intAt(int index) throws ProtocolException {
        return (int) INT.get(buffer, checked(index, 4));
    }

    long longAt(int index) throws ProtocolException {
        return (long) LONG.get(buffer, checked(index, 8));
    }

    /** The zero-ended text at {@code index} of the body. */
    String textAt(int index) throws ProtocolException {
        int stop = checked(index, 1);
        while (stop < messageEnd && buffer[stop] != 0) {
            stop++;
        }
        return new String(buffer, offset() + index, stop - offset() - index, StandardCharsets.UTF_8);
    }

    byte[] bytesAt(int index, int length) throws ProtocolException {
        byte[] copy = new byte[length];
        System.arraycopy(buffer, checked(index, length), copy, 0, length);
        return copy;
    }

    private int checked(int index, int size) throws ProtocolException {
        if (index < 0 || size < 0 || size > length() - index) {
            throw new ProtocolException("a message from the server is too short");
        }
        return offset() + index;
    }
}
