package io.pgcairn.storage.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A gathered part as one request sees it. */
record SentBody(List<ByteBuffer> slices, int length, Movement movement) implements PartBody {
    static SentBody of(GatheredPart part, Movement movement) {
        return new SentBody(List.copyOf(part.slices()), part.length(), movement);
    }

    /** Each with a position of its own, as one who reads moves it. */
    @Override
    public List<ByteBuffer> slices() {
        return slices.stream().map(ByteBuffer::duplicate).toList();
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(new SliceStream(slices())) {
            @Override
            public int read() throws IOException {
                moved();
                return in.read();
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                moved();
                return in.read(target, offset, count);
            }
        };
    }

    @Override
    public void moved() {
        movement.moved();
    }
}
