package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Segments that PostgreSQL 18 wrote under {@link WalWorkload}. They stay on the disk for the next run. */
final class WalFiles {
    private static final SegmentSize SIZE = new SegmentSize(16 << 20);
    private static final Map<String, String> SETTINGS =
            Map.of("shared_buffers", "128MB", "max_wal_size", "4GB", "wal_keep_size", "4GB", "autovacuum", "off");

    private WalFiles() {}

    static List<Path> generated(Path directory, int count) throws Exception {
        Files.createDirectories(directory);
        List<Path> found = in(directory);
        if (found.size() < count) {
            generate(directory, count);
            found = in(directory);
        }
        return found.subList(0, count);
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void generate(Path directory, int count) throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT, SETTINGS);
            Lsn from;
            try (WalWorkload workload = new WalWorkload(server)) {
                workload.load();
                from = workload.endOfSegment();
                workload.write((long) count * SIZE.bytes());
            }
            SegmentName segment = SegmentName.containing(TimelineId.FIRST, from, SIZE);
            for (int i = 0; i < count; i++) {
                Path source = server.data().resolve("pg_wal").resolve(segment.fileName(SIZE));
                Files.copy(source, directory.resolve(segment.fileName(SIZE)));
                segment = segment.next();
            }
        }
    }

    /** The files' bytes outside the heap, as the intake holds them. */
    static List<ByteBuffer> direct(List<Path> files) throws IOException {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            buffers.add(Arena.global()
                    .allocate(bytes.length)
                    .asByteBuffer()
                    .put(bytes)
                    .flip());
        }
        return buffers;
    }
}
