package io.pgcairn.daemon.pipeline;

import com.github.luben.zstd.ZstdIOException;
import io.pgcairn.storage.ObjectKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decompressed bytes whose faults are told as the object's. */
final class DecompressingStream extends FilterInputStream {
    private final ObjectKey key;

    DecompressingStream(ObjectKey key, InputStream zstd) {
        super(zstd);
        this.key = key;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (ZstdIOException e) {
            throw new CorruptFrameException(key + " is no whole zstd frame: " + e.getMessage(), e);
        }
    }
}
