package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a daemon stores in the course of time, a step at a time, by chance: WAL, tails, timelines, backups. */
final class WrittenHistory {
    private final SourceArchive archive;
    private final ObjectStore source;
    private final Random random;
    private final List<ObjectKey> tails = new ArrayList<>();
    private long timeline = 1;
    private long segment = 1;
    private int filled;
    private long first = 1;
    private int backups;
    private boolean isBegun;

    WrittenHistory(SourceArchive archive, ObjectStore source, Random random) {
        this.archive = archive;
        this.source = source;
        this.random = random;
    }

    void step() throws IOException {
        if (!isBegun) {
            archive.record();
            isBegun = true;
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> tail();
            case 4, 5, 6, 7, 8 -> whole();
            case 9 -> promote();
            case 10 -> backup();
            default -> archive.parts(io.pgcairn.daemon.catalog.BackupId.startedAt(start()), 2);
        }
    }

    private void tail() throws IOException {
        int to = filled + 1 + random.nextInt(100_000);
        if (to < SourceArchive.SIZE.bytes()) {
            tails.add(archive.tail(timeline, segment, filled, to));
            filled = to;
        }
    }

    private void whole() throws IOException {
        archive.segment(timeline, segment++);
        filled = 0;
        // A daemon that dies between the two leaves them.
        if (random.nextInt(4) > 0) {
            source.delete(tails);
        }
        tails.clear();
    }

    /** The old timeline ends within a segment, which the new one repeats. */
    private void promote() throws IOException {
        timeline++;
        archive.history(timeline);
        filled = 0;
        tails.clear();
        first = segment;
    }

    /** Its WAL is durable when it is committed, the end of it as a tail. */
    private void backup() throws IOException {
        if (segment - first < 2) {
            return;
        }
        archive.backup(start(), timeline, segment - 2, segment - 1, 1 + random.nextInt(3));
    }

    private Instant start() {
        return Instant.parse("2026-11-21T12:00:00Z").plusSeconds(backups++);
    }
}
