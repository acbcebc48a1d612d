package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.catalog.ArchiveUsage.Amount;
import io.pgcairn.storage.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Adds up what listings show. Used by one thread. */
final class UsageMeter {
    private final Instant aDayAgo;
    private final Instant aWeekAgo;
    private Amount backups = Amount.NOTHING;
    private Amount wal = Amount.NOTHING;
    private Amount dumps = Amount.NOTHING;
    private Amount lastDay = Amount.NOTHING;
    private Amount lastWeek = Amount.NOTHING;
    private Amount walLastWeek = Amount.NOTHING;
    private Optional<Instant> oldest = Optional.empty();

    UsageMeter(Instant now) {
        this.aDayAgo = now.minus(Duration.ofDays(1));
        this.aWeekAgo = now.minus(Duration.ofDays(7));
    }

    void backup(ObjectInfo object) {
        backups = backups.plus(note(object));
    }

    void dump(ObjectInfo object) {
        dumps = dumps.plus(note(object));
    }

    void wal(ObjectInfo object) {
        Amount one = note(object);
        wal = wal.plus(one);
        if (object.modified().isAfter(aWeekAgo)) {
            walLastWeek = walLastWeek.plus(one);
        }
    }

    private Amount note(ObjectInfo object) {
        Amount one = new Amount(1, object.size());
        if (object.modified().isAfter(aDayAgo)) {
            lastDay = lastDay.plus(one);
        }
        if (object.modified().isAfter(aWeekAgo)) {
            lastWeek = lastWeek.plus(one);
        }
        if (oldest.isEmpty() || object.modified().isBefore(oldest.get())) {
            oldest = Optional.of(object.modified());
        }
        return one;
    }

    ArchiveUsage usage() {
        return new ArchiveUsage(backups, wal, dumps, lastDay, lastWeek, walLastWeek, oldest);
    }
}
