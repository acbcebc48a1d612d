package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one tier holds under a lineage's {@code dumps/}, good or not, by names alone: one listing, nothing opened.
 *
 * @param entries by label
 */
public record DumpShelf(SortedMap<BackupId, Entry> entries) {
    /**
     * All objects of one label.
     *
     * @param mark its commit mark; empty if it is no good dump
     * @param parts all others
     * @param bytes what all take
     * @param newest when the store took the last of them
     */
    public record Entry(Optional<ObjectKey> mark, List<ObjectKey> parts, long bytes, Instant newest) {
        private static final Entry NOTHING = new Entry(Optional.empty(), List.of(), 0, Instant.EPOCH);

        public Entry {
            parts = List.copyOf(parts);
        }

        /** Whether it is a good dump. */
        public boolean isCommitted() {
            return mark.isPresent();
        }

        private Entry with(ObjectInfo object, boolean isMark) {
            List<ObjectKey> more = new ArrayList<>(parts);
            if (!isMark) {
                more.add(object.key());
            }
            return new Entry(
                    isMark ? Optional.of(object.key()) : mark,
                    more,
                    bytes + object.size(),
                    object.modified().isAfter(newest) ? object.modified() : newest);
        }
    }

    public DumpShelf {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Lists a lineage's dumps. */
    public static DumpShelf read(ObjectLister store, LineageId lineage) throws StoreException {
        ArchiveNames names = new ArchiveNames(lineage.cluster());
        SortedMap<BackupId, Entry> entries = new TreeMap<>();
        ListedPages.list(store, names.dumpsPrefix(lineage), "", object -> {
            ArchiveName name = names.parse(object.key());
            if (name instanceof ArchiveName.DumpMark mark) {
                put(entries, mark.dump(), object, true);
            } else if (name instanceof ArchiveName.DumpPart part) {
                put(entries, part.dump(), object, false);
            }
            return true;
        });
        return new DumpShelf(entries);
    }

    private static void put(SortedMap<BackupId, Entry> entries, BackupId dump, ObjectInfo object, boolean isMark) {
        entries.put(dump, entries.getOrDefault(dump, Entry.NOTHING).with(object, isMark));
    }
}
