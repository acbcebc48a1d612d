package io.pgcairn.crypto;

import java.io.IOException;
import java.io.InputStream;

/** Where ranges of one sealed file come from: an object in a store, a file on a disk. */
@FunctionalInterface
public interface SealedSource {
    /**
     * Opens a range. One that reaches past the end yields what is there; one that starts at or past it yields nothing.
     *
     * @param offset of its first sealed byte
     * @param length of the range; {@link Long#MAX_VALUE} for all that follows
     */
    InputStream read(long offset, long length) throws IOException;
}
