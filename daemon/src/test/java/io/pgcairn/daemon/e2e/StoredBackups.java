package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The backups that a directory holds, as their commit marks say, and which objects of the directory they reach: written
 * from the format's description, not with the program's own code.
 */
record StoredBackups(Path store, List<Backup> newestLast) {
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);
    private static final String TAIL = ".*/([0-9A-F]{24})\\.tail/.*";

    /** @param directory below the store, with a slash at its end */
    record Backup(String id, String name, String directory, Lsn start, Lsn stop, Instant stopped) {
        private boolean needsForItself(SegmentName segment) {
            return segment.number() >= SIZE.numberOf(start) && segment.number() <= SIZE.numberOf(stop);
        }
    }

    static StoredBackups in(Path store) throws IOException {
        List<Backup> backups = new ArrayList<>();
        for (String object : Site.files(store)) {
            if (object.endsWith("/backup.json")) {
                Map<String, Object> mark = JSON.std.mapFrom(Files.readString(store.resolve(object)));
                backups.add(new Backup(
                        String.valueOf(mark.get("id")),
                        String.valueOf(mark.get("name")),
                        object.substring(0, object.length() - "backup.json".length()),
                        Lsn.parse(String.valueOf(mark.get("startLsn"))),
                        Lsn.parse(String.valueOf(mark.get("stopLsn"))),
                        Instant.parse(String.valueOf(mark.get("stopTime")))));
            }
        }
        backups.sort(Comparator.comparing(Backup::stopped));
        return new StoredBackups(store, List.copyOf(backups));
    }

    /**
     * Fails unless the store holds exactly what these backups and every later moment of the oldest one need.
     *
     * @param islands the names of those that only need WAL of their own
     */
    void requireNothingElse(Collection<String> islands) throws IOException {
        TreeSet<String> unreachable = new TreeSet<>();
        TreeSet<Long> complete = new TreeSet<>();
        for (String object : Site.files(store)) {
            boolean isLease = object.contains("/leases/");
            if (object.startsWith("main/") && !isLease && Files.isRegularFile(store.resolve(object))) {
                if (!isReached(object, islands)) {
                    unreachable.add(object);
                }
                for (String segment : StoredWal.complete(List.of(object))) {
                    complete.add(SegmentName.parse(StoredWal.segmentOf(segment), SIZE)
                            .number());
                }
            }
        }
        assertEquals(new TreeSet<String>(), unreachable, "bytes that nothing reaches");
        long first = SIZE.numberOf(windowBase(islands).start());
        for (long number = first; number < complete.last(); number++) {
            assertEquals(true, complete.contains(number), "segment " + number + " is needed and is not there");
        }
    }

    /** Those of the names that a tier is to hold which keeps these backups and every later moment. */
    TreeSet<String> reached(Collection<String> names) {
        TreeSet<String> reached = new TreeSet<>(names);
        reached.removeIf(name -> !isReached(name, List.of()));
        return reached;
    }

    private boolean isReached(String object, Collection<String> islands) {
        if (object.contains("/backups/")) {
            return newestLast.stream().anyMatch(backup -> object.startsWith(backup.directory()));
        }
        boolean isTail = object.matches(TAIL);
        if (isTail || !StoredWal.complete(List.of(object)).isEmpty()) {
            String name = isTail ? object.replaceFirst(TAIL, "$1") : StoredWal.segmentOf(object);
            SegmentName segment = SegmentName.parse(name, SIZE);
            return segment.number() >= SIZE.numberOf(windowBase(islands).start())
                    || newestLast.stream().anyMatch(backup -> backup.needsForItself(segment));
        }
        return object.endsWith("/lineage.json");
    }

    private Backup windowBase(Collection<String> islands) {
        return newestLast.stream()
                .filter(backup -> !islands.contains(backup.name()))
                .findFirst()
                .orElseThrow();
    }
}
