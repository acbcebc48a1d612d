package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.storage.ObjectLister;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what one tier holds of one lineage, without a key: names, and the plain marks of backups. Costs a request a
 * backup and a timeline, however much WAL there is. Safe for use by several threads.
 */
public final class CatalogueReader {
    private final ObjectLister store;
    private final Lineage lineage;

    /**
     * @param store the tier
     * @param lineage opened in the same tier; it may be without a key
     */
    public CatalogueReader(ObjectLister store, Lineage lineage) {
        this.store = store;
        this.lineage = lineage;
    }

    /**
     * Reads the tier. A backup that is buried there is not good any more, though its mark may have stayed when its
     * deletion was interrupted.
     *
     * @param shelf the tier's backups by name, listed before
     * @param held the backups on which a hold is now, in whichever tier
     * @param read the backups that a restore reads now
     * @throws CorruptFrameException a mark says something impossible, or contradicts its name; the message names it
     * @throws IOException the store fails
     */
    public TierCatalogue read(BackupShelf shelf, Set<BackupId> held, Set<BackupId> read) throws IOException {
        List<TierCatalogue.Backup> backups = new ArrayList<>();
        for (BackupRecord backup : lineage.backups().list()) {
            BackupShelf.Entry entry = shelf.entries().get(backup.id());
            if (entry == null || !entry.isBuried()) {
                requireOurs(backup);
                backups.add(backup(backup, held.contains(backup.id()), read.contains(backup.id())));
            }
        }
        return new TierCatalogue(lineage.facts().segmentSize(), backups, timelines());
    }

    private void requireOurs(BackupRecord backup) throws CorruptFrameException {
        if (!backup.systemId().equals(lineage.id().systemId())) {
            throw new CorruptFrameException(
                    new ArchiveNames(lineage.id().cluster()).mark(lineage.id(), backup.id())
                            + " is of another lineage, " + backup.systemId(),
                    null);
        }
    }

    private static TierCatalogue.Backup backup(BackupRecord backup, boolean isHeld, boolean isRead) {
        return new TierCatalogue.Backup(
                backup.id(),
                backup.timeline(),
                backup.history(),
                backup.startLsn(),
                backup.stopLsn(),
                backup.stopTime(),
                Optional.empty(),
                isHeld,
                isRead);
    }

    private List<TierCatalogue.Timeline> timelines() throws IOException {
        ArchiveNames names = new ArchiveNames(lineage.id().cluster());
        return names.firstSegments(store, lineage.id(), lineage.facts().segmentSize()).stream()
                .map(segment -> new TierCatalogue.Timeline(segment.timeline(), segment.number()))
                .toList();
    }
}
