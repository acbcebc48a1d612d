package io.pgcairn.daemon.postgres;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Six segments of 1 MiB that PostgreSQL 15 wrote: restore points, prepared and aborted transactions, compressed
 * images, a record of 2.2 MB, switches.
 */
public final class RealWal {
    public static final SegmentSize SIZE = new SegmentSize(1 << 20);
    public static final long FIRST_SEGMENT = 0x0E;
    public static final int SEGMENTS = 6;

    private RealWal() {}

    /** All segments in a row. */
    public static byte[] bytes() throws IOException {
        try (InputStream compressed = Objects.requireNonNull(RealWal.class.getResourceAsStream("wal-15.zst"));
                InputStream plain = new ZstdInputStream(compressed)) {
            return plain.readAllBytes();
        }
    }
}
