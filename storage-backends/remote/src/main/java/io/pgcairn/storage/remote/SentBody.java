package io.pgcairn.storage.remote;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A gathered part as one request sees it. */
record SentBody(List<ByteBuffer> slices, int length) implements PartBody {
    static SentBody of(GatheredPart part) {
        return new SentBody(List.copyOf(part.slices()), part.length());
    }

    /** Each with a position of its own, as one who reads moves it. */
    @Override
    public List<ByteBuffer> slices() {
        return slices.stream().map(ByteBuffer::duplicate).toList();
    }

    @Override
    public InputStream open() {
        return new SliceStream(slices());
    }
}
