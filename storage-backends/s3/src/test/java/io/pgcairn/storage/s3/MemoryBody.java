package io.pgcairn.storage.s3;

import io.pgcairn.storage.remote.PartBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A body of one array. */
record MemoryBody(byte[] bytes) implements PartBody {
    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public List<ByteBuffer> slices() {
        return List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    }
}
