package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that one tier holds of a lineage, by one listing of its names and its backups' marks. Its size goes with the
 * number of backups and dumps.
 *
 * @param shelf what there is below {@code backups/}
 * @param backups the good ones, oldest first; one whose deletion was interrupted behind its burial is none
 * @param spans what can be restored
 * @param unknown timelines with WAL whose ancestry no backup tells and whose history cannot be opened here
 * @param dumps by label
 */
public record LineageContents(
        BackupShelf shelf,
        List<BackupRecord> backups,
        RecoverableSpans spans,
        List<TimelineId> unknown,
        List<StoredDump> dumps,
        ArchiveUsage usage) {
    public LineageContents {
        backups = List.copyOf(backups);
        unknown = List.copyOf(unknown);
        dumps = List.copyOf(dumps);
    }

    /**
     * Lists a lineage.
     *
     * @param store which is listed
     * @param lineage as opened from that store; its inventory is brought up to date
     */
    public static LineageContents read(ObjectLister store, Lineage lineage, Instant now) throws IOException {
        UsageMeter meter = new UsageMeter(now);
        BackupShelf shelf = BackupShelf.read(store, lineage.id(), meter::backup);
        List<BackupRecord> backups = lineage.backups()
                .read(shelf.entries().entrySet().stream()
                        .filter(entry -> entry.getValue().isCommitted()
                                && !entry.getValue().isBuried())
                        .map(Map.Entry::getKey)
                        .toList());
        // After the marks: the WAL of a backup is there before its mark.
        lineage.wal().inventory().refresh(meter::wal);
        Collection<StoredDump> dumps = dumps(store, lineage.id(), meter);
        KnownHistories histories = new KnownHistories(backups);
        List<TimelineId> unknown = open(lineage.wal(), histories);
        RecoverableSpans spans = RecoverableSpans.of(lineage.wal().inventory(), backups, histories.all());
        return new LineageContents(shelf, backups, spans, unknown, List.copyOf(dumps), meter.usage());
    }

    /** A host with an identity knows the ancestries that no backup tells, too. */
    private static List<TimelineId> open(WalArchive wal, KnownHistories histories) {
        List<TimelineId> unknown = new ArrayList<>();
        for (TimelineId timeline : wal.inventory().timelinesWithWal()) {
            if (!histories.isKnown(timeline)) {
                try {
                    histories.add(wal.history(timeline));
                } catch (IOException e) {
                    // Without a key, or damaged: what lies on this timeline is not told, which the reader is.
                    unknown.add(timeline);
                }
            }
        }
        return unknown;
    }

    private static Collection<StoredDump> dumps(ObjectLister store, LineageId lineage, UsageMeter meter)
            throws StoreException {
        ArchiveNames names = new ArchiveNames(lineage.cluster());
        Map<BackupId, StoredDump> dumps = new TreeMap<>();
        ListedPages.list(store, names.prefix(lineage) + "dumps/", "", object -> {
            switch (names.parse(object.key())) {
                case ArchiveName.DumpPart part -> put(dumps, part.dump(), object, false, meter);
                case ArchiveName.DumpMark mark -> put(dumps, mark.dump(), object, true, meter);
                default -> {}
            }
            return true;
        });
        return dumps.values();
    }

    private static void put(
            Map<BackupId, StoredDump> dumps, BackupId id, ObjectInfo object, boolean isMark, UsageMeter meter) {
        meter.dump(object);
        dumps.merge(
                id,
                new StoredDump(id, isMark, 1, object.size(), object.modified()),
                (held, one) -> new StoredDump(
                        id,
                        held.isCommitted() || isMark,
                        held.objects() + 1,
                        held.bytes() + one.bytes(),
                        held.newest().isAfter(one.newest()) ? held.newest() : one.newest()));
    }
}
