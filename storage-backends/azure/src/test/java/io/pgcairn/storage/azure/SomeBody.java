package io.pgcairn.storage.azure;

import io.pgcairn.storage.remote.PartBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of a part, all in one array. */
record SomeBody(byte[] bytes) implements PartBody {
    static SomeBody of(int length) {
        return new SomeBody(new byte[length]);
    }

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
