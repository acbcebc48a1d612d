package io.pgcairn.daemon.pipeline;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Compresses into zstd frames with content size and checksum. Reused from object to object, since a context costs
 * memory and time to make. Used by one thread at a time.
 */
final class Compressor implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** Takes compressed bytes; the buffer is reused after the call. */
    interface Sink {
        void accept(ByteBuffer compressed) throws IOException;
    }

    /** Begins a frame of exactly {@code plainSize} bytes, leaving behind whatever an abandoned frame left. */
    void begin(int level, long plainSize) {
        context.reset();
        context.setLevel(level);
        context.setChecksum(true);
        context.setContentSize(true);
        context.setPledgedSrcSize(plainSize);
    }

    /** Compresses all remaining bytes of the buffer, direct or not. */
    void compress(ByteBuffer plain, Sink sink) throws IOException {
        if (plain.isDirect()) {
            drain(plain, EndDirective.CONTINUE, sink);
            return;
        }
        while (plain.hasRemaining()) {
            staging.clear();
            int take = Math.min(staging.remaining(), plain.remaining());
            staging.put(plain.slice(plain.position(), take)).flip();
            plain.position(plain.position() + take);
            drain(staging, EndDirective.CONTINUE, sink);
        }
    }

    /** Ends the frame. */
    void end(Sink sink) throws IOException {
        staging.clear().flip();
        drain(staging, EndDirective.END, sink);
    }

    private void drain(ByteBuffer source, EndDirective directive, Sink sink) throws IOException {
        boolean done = false;
        while (!done || source.hasRemaining()) {
            output.clear();
            done = step(source, directive);
            output.flip();
            if (output.hasRemaining()) {
                sink.accept(output);
            }
            // "Continue" promises nothing to flush: it is done as soon as the source is taken.
            done |= directive == EndDirective.CONTINUE;
        }
    }

    private boolean step(ByteBuffer source, EndDirective directive) throws IOException {
        try {
            return context.compressDirectByteBufferStream(output, source, directive);
        } catch (ZstdException e) {
            throw new IOException("zstd could not compress: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
