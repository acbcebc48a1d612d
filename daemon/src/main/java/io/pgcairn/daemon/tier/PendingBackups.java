package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.storage.ObjectKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The committed backups and dumps that are not on the target yet, an entry each. Safe for use by several threads. */
final class PendingBackups {
    private static final Comparator<PendingBackup> ORDER = Comparator.comparingInt(PendingBackup::failures)
            .thenComparing(backup -> backup.mark().label(), Comparator.reverseOrder());

    private final Backlog backlog;
    private final Map<ObjectKey, PendingBackup> backups = new TreeMap<>();
    private boolean isKnown;

    PendingBackups(Backlog backlog) {
        this.backlog = backlog;
    }

    Backlog backlog() {
        return backlog;
    }

    /** A backup was committed in the source. */
    synchronized boolean committed(ArchiveName.Commit mark) {
        backups.putIfAbsent(mark.key(), PendingBackup.committed(mark));
        return true;
    }

    /** Replaces what is known by what both listings say; backups that were committed meanwhile stay. */
    synchronized void found(Map<ObjectKey, PendingBackup> found) {
        backups.values()
                .removeIf(known ->
                        known.isCounted() && !found.containsKey(known.mark().key()));
        found.forEach((key, backup) -> backups.merge(key, backup, (known, fresh) -> known.counted(fresh.lag())));
        isKnown = true;
        tell();
    }

    synchronized List<PendingBackup> uncounted() {
        return backups.values().stream().filter(backup -> !backup.isCounted()).toList();
    }

    /** Those that are to be tried now, the newest first, and those that failed after the others. */
    synchronized List<PendingBackup> due(Instant now) {
        return backups.values().stream()
                .filter(backup -> !backup.notBefore().isAfter(now))
                .sorted(ORDER)
                .toList();
    }

    synchronized Instant nextTry() {
        return backups.values().stream()
                .map(PendingBackup::notBefore)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    synchronized boolean wakeWaiting() {
        boolean isAnyWaiting = backups.values().stream().anyMatch(PendingBackup::isWaiting);
        backups.replaceAll((_, backup) -> backup.isWaiting() ? backup.trying() : backup);
        return isAnyWaiting;
    }

    synchronized boolean isSkipping(ArchiveName.Commit mark) {
        PendingBackup backup = backups.get(mark.key());
        return backup != null && backup.isSkipping();
    }

    synchronized void update(ArchiveName.Commit mark, UnaryOperator<PendingBackup> change) {
        backups.computeIfPresent(mark.key(), (_, backup) -> change.apply(backup));
        tell();
    }

    /** Nothing of it is missing any more, or it is no longer in the source. */
    synchronized void done(ArchiveName.Commit mark) {
        backups.remove(mark.key());
        tell();
    }

    private void tell() {
        if (isKnown) {
            backlog.measured(backups.values().stream().map(PendingBackup::lag).reduce(Lag.NONE, Lag::plus));
        }
    }
}
