package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;
import java.util.List;

/** The meters of base backups and of logical dumps. */
final class BackupMeters {
    private BackupMeters() {}

    static void add(Meters meters, Tags tags, List<String> types, BackupFigures figures) {
        for (String type : types) {
            meters.moment(
                    "pgcairn.backup.last.success.timestamp.seconds",
                    "When the last good backup ended",
                    tags.and("type", type),
                    () -> figures.lastSuccess(type));
        }
        meters.counter("pgcairn.backup.failures", "Backups that failed", tags, figures::failures);
        meters.secondsIfAny(
                "pgcairn.backup.duration.seconds", "How long the newest good backup took", tags, figures::lastDuration);
        meters.number(
                "pgcairn.backup.plain.bytes",
                "The cluster's files in the newest good backup",
                tags,
                figures::lastPlainBytes);
        meters.number(
                "pgcairn.backup.stored.bytes",
                "What the newest good backup takes in the store",
                tags,
                figures::lastStoredBytes);
        meters.number(
                "pgcairn.backup.damaged.pages",
                "Pages in the newest good backup whose checksums were wrong in the cluster itself",
                tags,
                figures::damagedPages);
        meters.seconds(
                "pgcairn.backup.running.seconds",
                "For how long a backup has been under way; 0 if none is",
                tags,
                figures::runningFor);
        meters.seconds(
                "pgcairn.backup.missing.seconds",
                "For how long it has been known that there is no good backup at all; 0 if there is one",
                tags,
                figures::missingFor);
    }

    static void add(Meters meters, Tags tags, DumpFigures figures) {
        meters.moment(
                "pgcairn.dump.last.success.timestamp.seconds",
                "When the last good logical dump ended since the start",
                tags,
                figures::lastSuccess);
        meters.secondsIfAny(
                "pgcairn.dump.duration.seconds", "How long the last good dump took", tags, figures::lastDuration);
        meters.number(
                "pgcairn.dump.stored.bytes",
                "What the last good dump takes in the store",
                tags,
                figures::lastStoredBytes);
        meters.flag("pgcairn.dump.running", "1 while a dump is under way", tags, figures::isRunning);
        meters.counter("pgcairn.dump.failures", "Logical dumps that failed", tags, figures::failures);
    }
}
