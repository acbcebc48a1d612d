package io.pgcairn.daemon.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Files that are stored and fetched again: random bytes, as sealed ones look to a store.
 *
 * @param name for the table
 * @param directory holds the files and nothing else
 * @param count how many there are
 * @param bytes the length of each
 * @param parallel how many are on their way at once
 */
record Workload(String name, Path directory, int count, long bytes, int parallel) {
    /** 16 MiB that do not compress, with what compressing in vain and sealing add. */
    private static final long SEALED_SEGMENT = (16L << 20) + 5_000;

    private static final long TYPICAL_SEGMENT = 4L << 20;
    private static final long PACK = 256L << 20;
    private static final int PACKS_AT_ONCE = 2;
    private static final int SEGMENTS_AT_ONCE = 4;
    private static final int PIECE = 1 << 20;

    /** Packs as base backups make them; a quarter of the bytes in whole segments; an eighth in shorter ones. */
    static List<Workload> of(Path parent, long bytes) {
        long pack = Math.min(PACK, bytes);
        return List.of(
                new Workload("packs", parent.resolve("packs"), (int) (bytes / pack), pack, PACKS_AT_ONCE),
                segments("16 MiB objects", parent.resolve("whole"), bytes / 4, SEALED_SEGMENT),
                segments("4 MiB objects", parent.resolve("short"), bytes / 8, TYPICAL_SEGMENT));
    }

    private static Workload segments(String name, Path directory, long bytes, long each) {
        int count = (int) Math.max(SEGMENTS_AT_ONCE, bytes / each);
        return new Workload(name, directory, count, each, SEGMENTS_AT_ONCE);
    }

    void write() throws IOException {
        Files.createDirectories(directory);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] piece = new byte[PIECE];
        for (int i = 0; i < count; i++) {
            try (OutputStream out = Files.newOutputStream(directory.resolve(fileName(i)))) {
                for (long left = bytes; left > 0; left -= piece.length) {
                    random.nextBytes(piece);
                    out.write(piece, 0, (int) Math.min(left, piece.length));
                }
            }
        }
    }

    /** Unlike those of other workloads, so that all of them fit into one directory. */
    private String fileName(int i) {
        return directory.getFileName() + String.format("-%08d.zst.age", i);
    }

    double megabytes() {
        return count * bytes / 1e6;
    }

    /** Fails unless a directory holds the same files. */
    void requireSame(Path other) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = directory.resolve(fileName(i));
            // Each byte of the shortest objects is compared, of the others only how many there are.
            Path fetched = other.resolve(file.getFileName());
            if (Files.size(fetched) != bytes || bytes == TYPICAL_SEGMENT && Files.mismatch(file, fetched) >= 0) {
                throw new IOException(fetched + " is not what was stored");
            }
        }
    }
}
