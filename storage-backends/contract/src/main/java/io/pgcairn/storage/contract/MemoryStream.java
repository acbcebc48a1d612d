package io.pgcairn.storage.contract;

import io.pgcairn.storage.ByteRange;
import java.io.ByteArrayInputStream;

/** A range of an object's bytes, cut where the object ends. */
final class MemoryStream extends ByteArrayInputStream {
    MemoryStream(byte[] bytes, ByteRange range) {
        super(bytes, start(bytes, range), (int) Math.min(range.length(), bytes.length));
    }

    private static int start(byte[] bytes, ByteRange range) {
        return (int) Math.min(range.offset(), bytes.length);
    }
}
