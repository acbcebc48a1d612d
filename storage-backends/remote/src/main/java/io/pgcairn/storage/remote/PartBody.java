package io.pgcairn.storage.remote;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of one request, in memory until the request has ended, however often they are read. */
public interface PartBody {
    /** How many there are; may be 0. */
    int length();

    /** The bytes from the start on; supports mark and reset. Can be opened again and again. */
    InputStream open();

    /** The bytes, read-only, each with its position at its start. */
    List<ByteBuffer> slices();

    /**
     * Told by a backend that sends slices, each time when some of them are on their way: a body that moves may take
     * longer. The streams of {@link #open()} tell it by themselves.
     */
    default void moved() {}
}
