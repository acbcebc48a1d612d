package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The holds on one lineage's backups in one tier, see {@link BackupHold}. Safe for use by several threads. */
public final class BackupHolds {
    private static final String DOCUMENT = "hold";
    private static final String REASON = "reason";

    private final ObjectStore store;
    private final LineageId lineage;
    private final BackupNames names;

    public BackupHolds(ObjectStore store, LineageId lineage) {
        this.store = store;
        this.lineage = lineage;
        this.names = new BackupNames(lineage);
    }

    /**
     * Pins a backup. Who prunes at this moment may have gone too far already: the backup's mark tells, afterwards.
     *
     * @param reason the operator's words; may be empty
     */
    public void place(BackupHold hold, String reason) throws IOException {
        SmallObjects.put(store, names.hold(hold), write(reason));
    }

    /** All holds on a backup, ended ones too. */
    public List<BackupHold> of(BackupId backup) throws StoreException {
        ArchiveNames archive = new ArchiveNames(lineage.cluster());
        List<BackupHold> holds = new ArrayList<>();
        ListedPages.list(store, names.prefix(backup), "", object -> {
            if (archive.parse(object.key()) instanceof ArchiveName.Hold hold) {
                holds.add(hold.hold());
            }
            return true;
        });
        return holds;
    }

    /** The backups on which a hold is active. */
    public Set<BackupId> active(Instant now) throws StoreException {
        Set<BackupId> active = new TreeSet<>();
        BackupShelf.read(store, lineage).entries().forEach((backup, entry) -> {
            if (entry.holds().stream().anyMatch(hold -> hold.isActive(now))) {
                active.add(backup);
            }
        });
        return active;
    }

    /** The words that a hold was placed with. */
    public String reason(BackupHold hold) throws IOException {
        return read(SmallObjects.read(store, names.hold(hold)));
    }

    /** Ends holds; those that are not there are passed over. */
    public void release(List<BackupHold> holds) throws StoreException {
        List<ObjectKey> keys = holds.stream().map(names::hold).toList();
        if (!keys.isEmpty()) {
            store.delete(keys);
        }
    }

    static byte[] write(String reason) throws IOException {
        return JSON.std
                .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                .composeBytes()
                .startObject()
                .put("format", LineageRecord.FORMAT)
                .put(REASON, reason)
                .end()
                .finish();
    }

    static String read(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse(DOCUMENT, json);
        fields.requireFormat(LineageRecord.FORMAT);
        return fields.text(REASON);
    }
}
