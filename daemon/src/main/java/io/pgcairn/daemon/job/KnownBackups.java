package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.LineageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The newest good backup of each lineage, as the first tier was listed the last time and as they are taken since. Safe
 * for use by several threads.
 */
final class KnownBackups {
    private final InstantSource clock;
    private final Supplier<Optional<LineageId>> streaming;

    // Guarded by this.
    private final Map<LineageId, BackupRecord> newest = new HashMap<>();
    private Optional<LineageId> last = Optional.empty();
    private Optional<Instant> missingSince = Optional.empty();

    /** @param streaming the lineage that WAL comes of now */
    KnownBackups(InstantSource clock, Supplier<Optional<LineageId>> streaming) {
        this.clock = clock;
        this.streaming = streaming;
    }

    synchronized void note(LineageId lineage, BackupRecord backup) {
        newest.merge(lineage, backup, (one, other) -> one.id().compareTo(other.id()) < 0 ? other : one);
        if (current().filter(newest::containsKey).isPresent()) {
            missingSince = Optional.empty();
        }
    }

    /** What was known and is not among these is gone. The lineage that was made last is the last one. */
    synchronized void listed(SequencedMap<LineageId, List<BackupRecord>> found) {
        newest.clear();
        last = found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.lastEntry().getKey());
        found.forEach((lineage, backups) -> backups.forEach(backup -> note(lineage, backup)));
        if (current().filter(newest::containsKey).isPresent()) {
            missingSince = Optional.empty();
        } else if (missingSince.isEmpty()) {
            missingSince = Optional.of(clock.instant());
        }
    }

    private Optional<LineageId> current() {
        return streaming.get().or(() -> last);
    }

    synchronized Optional<BackupRecord> newest(LineageId lineage) {
        return Optional.ofNullable(newest.get(lineage));
    }

    synchronized Optional<BackupRecord> newest() {
        return newest.values().stream().max((one, other) -> one.stopTime().compareTo(other.stopTime()));
    }

    /** Since when the first tier is known to hold no backup of the lineage that streams, or else of the newest one. */
    synchronized Optional<Instant> missingSince() {
        return missingSince;
    }
}
