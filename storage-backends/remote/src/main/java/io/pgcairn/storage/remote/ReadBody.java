package io.pgcairn.storage.remote;

import java.io.IOException;
import java.io.InputStream;

/** Reads on in a body into a buffer that is the caller's once this has answered, and nobody's if it has not. */
record ReadBody(InputStream stream, byte[] buffer, int wanted) implements Request<Integer> {
    /** Returns how many bytes were read; 0 at the body's end. */
    @Override
    public Integer send() throws IOException {
        int count = 0;
        while (count < wanted) {
            int read;
            try {
                read = stream.read(buffer, count, wanted - count);
            } catch (IOException e) {
                if (count == 0) {
                    throw e;
                }
                return count; // what came before the break is good
            }
            if (read < 0) {
                return count;
            }
            count += read;
        }
        return count;
    }
}
