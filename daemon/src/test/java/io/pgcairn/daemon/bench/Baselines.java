package io.pgcairn.daemon.bench;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.List;

/** zstd-jni with the frame settings of the pipeline and nothing around it. */
final class Baselines implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int SEGMENT_BYTES = 16 << 20;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final ByteBuffer small = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer large = ByteBuffer.allocateDirect((int) Zstd.compressBound(SEGMENT_BYTES));

    /** As a stream through a buffer as large as the pipeline's; returns the compressed length. */
    long stream(ByteBuffer segment) {
        begin(segment.remaining());
        long length = 0;
        boolean done = false;
        while (!done) {
            small.clear();
            done = context.compressDirectByteBufferStream(small, segment, EndDirective.END);
            length += small.position();
        }
        return length;
    }

    /** In one call into a buffer that takes all: the least that zstd costs from Java. */
    long whole(ByteBuffer segment) {
        begin(segment.remaining());
        large.clear();
        return context.compressDirectByteBuffer(large, 0, large.capacity(), segment, 0, segment.remaining());
    }

    private void begin(long size) {
        context.reset();
        context.setLevel(1);
        context.setChecksum(true);
        context.setContentSize(true);
        context.setPledgedSrcSize(size);
    }

    /** How many times smaller the segments become. */
    double ratio(List<ByteBuffer> segments) {
        long plain = 0;
        long compressed = 0;
        for (ByteBuffer segment : segments) {
            plain += segment.capacity();
            compressed += stream(segment.duplicate());
        }
        return (double) plain / compressed;
    }

    @Override
    public void close() {
        context.close();
    }
}
