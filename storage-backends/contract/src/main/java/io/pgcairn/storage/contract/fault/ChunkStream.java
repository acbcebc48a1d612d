package io.pgcairn.storage.contract.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a body that comes in chunks. Trailers are read and forgotten: no store's client sends any. */
final class ChunkStream extends InputStream {
    private final InputStream in;
    private long left;
    private boolean isFirst = true;
    private boolean isOver;

    ChunkStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !isOver) {
            nextChunk();
        }
        if (isOver) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the connection ended within a chunk");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!isFirst) {
            line();
        }
        isFirst = false;
        String size = line();
        int extension = size.indexOf(';');
        left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
        if (left == 0) {
            isOver = true;
            while (!line().isEmpty()) {
                // A trailer.
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended between chunks");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
