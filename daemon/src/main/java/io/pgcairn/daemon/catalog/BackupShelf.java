package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one tier holds under a lineage's {@code backups/}, good or not, by names alone: one listing, nothing opened.
 *
 * @param entries by label
 */
public record BackupShelf(SortedMap<BackupId, Entry> entries) {
    /**
     * All objects of one label.
     *
     * @param isCommitted whether it is a good backup
     * @param isBuried whether it was deleted from this tier and is not to come back
     * @param holds those placed on it, ended ones too
     * @param objects how many there are, {@code bytes} what they take
     * @param newest when the store took the last of them
     */
    public record Entry(
            boolean isCommitted, boolean isBuried, List<BackupHold> holds, long objects, long bytes, Instant newest) {
        private static final Entry NOTHING = new Entry(false, false, List.of(), 0, 0, Instant.EPOCH);

        public Entry {
            holds = List.copyOf(holds);
        }

        /** Whether nothing is left but the word that it was deleted from this tier. */
        public boolean isOnlyBurial() {
            return isBuried && objects == 1;
        }

        private Entry with(ObjectInfo object, ArchiveName name) {
            List<BackupHold> more = new ArrayList<>(holds);
            if (name instanceof ArchiveName.Hold hold) {
                more.add(hold.hold());
            }
            return new Entry(
                    isCommitted || name instanceof ArchiveName.Mark,
                    isBuried || name instanceof ArchiveName.Buried,
                    more,
                    objects + 1,
                    bytes + object.size(),
                    object.modified().isAfter(newest) ? object.modified() : newest);
        }
    }

    public BackupShelf {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Lists a lineage's backups. */
    public static BackupShelf read(ObjectLister store, LineageId lineage) throws StoreException {
        return read(store, lineage, _ -> {});
    }

    /** @param seen is shown every object that is listed */
    static BackupShelf read(ObjectLister store, LineageId lineage, Consumer<ObjectInfo> seen) throws StoreException {
        ArchiveNames names = new ArchiveNames(lineage.cluster());
        SortedMap<BackupId, Entry> entries = new TreeMap<>();
        ListedPages.list(store, names.backupsPrefix(lineage), "", object -> {
            seen.accept(object);
            ArchiveName name = names.parse(object.key());
            switch (name) {
                case ArchiveName.Mark mark -> put(entries, mark.backup(), object, name);
                case ArchiveName.Part part -> put(entries, part.backup(), object, name);
                case ArchiveName.Hold hold -> put(entries, hold.hold().backup(), object, name);
                case ArchiveName.Buried buried -> put(entries, buried.backup(), object, name);
                case ArchiveName.Record _,
                        ArchiveName.History _,
                        ArchiveName.Segment _,
                        ArchiveName.Tail _,
                        ArchiveName.DumpPart _,
                        ArchiveName.DumpMark _,
                        ArchiveName.Lease _,
                        ArchiveName.Drill _,
                        ArchiveName.Foreign _ -> {}
            }
            return true;
        });
        return new BackupShelf(entries);
    }

    private static void put(SortedMap<BackupId, Entry> entries, BackupId backup, ObjectInfo object, ArchiveName name) {
        entries.put(backup, entries.getOrDefault(backup, Entry.NOTHING).with(object, name));
    }
}
