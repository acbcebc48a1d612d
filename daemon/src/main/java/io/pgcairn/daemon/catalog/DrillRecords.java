package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one lineage's restore drills ended, as the first tier knows it. Safe for use by several threads. */
public final class DrillRecords {
    /** How many are kept: two years of weekly drills. */
    public static final int KEPT = 100;

    private final ObjectStore store;
    private final LineageId lineage;

    /** @param store the first tier */
    public DrillRecords(ObjectStore store, LineageId lineage) {
        this.store = store;
        this.lineage = lineage;
    }

    /**
     * The newest drill, and the newest good one.
     *
     * @param last empty if there was none
     * @param lastGood empty if none of those that are kept was good
     */
    public record Newest(Optional<DrillRecord> last, Optional<DrillRecord> lastGood) {
        /** Of no drill. */
        public static final Newest NONE = new Newest(Optional.empty(), Optional.empty());

        /** The newer of what is known and one more. */
        public Newest with(DrillRecord drill) {
            return new Newest(newer(last, drill), drill.isGood() ? newer(lastGood, drill) : lastGood);
        }

        private static Optional<DrillRecord> newer(Optional<DrillRecord> known, DrillRecord drill) {
            return known.filter(one -> one.id().compareTo(drill.id()) > 0).or(() -> Optional.of(drill));
        }
    }

    private static String prefix(LineageId lineage) {
        return lineage + "/drills/";
    }

    private ObjectKey key(BackupId drill) {
        return new ObjectKey(prefix(lineage) + drill + ".json");
    }

    /** Records how a drill ended. */
    public void put(DrillRecord drill) throws IOException {
        SmallObjects.put(store, key(drill.id()), DrillJson.write(drill));
    }

    /** The labels of all drills, the oldest first; none is opened. */
    public List<BackupId> labels() throws StoreException {
        ArchiveNames names = new ArchiveNames(lineage.cluster());
        List<BackupId> labels = new ArrayList<>();
        ListedPages.list(store, prefix(lineage), "", object -> {
            if (names.parse(object.key()) instanceof ArchiveName.Drill drill) {
                labels.add(drill.drill());
            }
            return true;
        });
        return labels;
    }

    /** Reads the newest ones, as many as it takes to come to a good one. A record that says nothing is passed over. */
    public Newest newest() throws IOException {
        Newest newest = Newest.NONE;
        for (BackupId label : labels().reversed()) {
            Optional<DrillRecord> drill = find(label);
            newest = drill.isPresent() ? newest.with(drill.get()) : newest;
            if (newest.lastGood().isPresent()) {
                break;
            }
        }
        return newest;
    }

    private Optional<DrillRecord> find(BackupId label) throws IOException {
        try {
            return Optional.of(DrillJson.read(SmallObjects.read(store, key(label))));
        } catch (ObjectMissingException | CorruptFrameException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes the oldest records, but for the newest {@link #KEPT} and the last good one.
     *
     * @return how many those were
     */
    public int sweep() throws IOException {
        List<BackupId> labels = labels();
        if (labels.size() <= KEPT) {
            return 0;
        }
        Optional<BackupId> good = newest().lastGood().map(DrillRecord::id);
        List<ObjectKey> old = labels.subList(0, labels.size() - KEPT).stream()
                .filter(label -> !good.equals(Optional.of(label)))
                .map(this::key)
                .toList();
        store.delete(old);
        return old.size();
    }
}
