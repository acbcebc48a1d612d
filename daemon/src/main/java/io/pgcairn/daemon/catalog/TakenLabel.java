package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells which base backup of a lineage is being taken, by the lease on the first tier: who prunes leaves its parts
 * alone. Whether a lease lives is judged by the store's dates, and by them leniently.
 */
public final class TakenLabel {
    private static final String DOCUMENT = "a lease";
    private static final String RELEASED = "released";

    private final ObjectStore store;
    private final LineageId lineage;

    /** @param store the first tier */
    public TakenLabel(ObjectStore store, LineageId lineage) {
        this.store = store;
        this.lineage = lineage;
    }

    /**
     * The label that is being taken; empty if none is, or if its label is not known yet.
     *
     * @param leeway how much longer than its life a lease is believed in
     */
    public Optional<BackupId> find(Instant now, Duration leeway) throws IOException {
        List<ObjectInfo> newest = new ArrayList<>();
        ListedPages.list(store, lineage + "/leases/backup/", "", object -> {
            newest.clear();
            newest.add(object);
            return true;
        });
        return newest.isEmpty() ? Optional.empty() : taken(newest.getFirst(), now, leeway);
    }

    private Optional<BackupId> taken(ObjectInfo term, Instant now, Duration leeway) throws IOException {
        try {
            JsonFields fields = JsonFields.parse(DOCUMENT, SmallObjects.read(store, term.key()));
            Duration life = Duration.ofSeconds(fields.number("seconds"));
            boolean isLive = now.isBefore(term.modified().plus(life).plus(leeway));
            boolean isHeld = isLive && !fields.text("state").equals(RELEASED);
            String label = fields.text("backup");
            return isHeld && !label.isEmpty() ? Optional.of(new BackupId(label)) : Optional.empty();
        } catch (ObjectMissingException | CorruptFrameException | IllegalArgumentException e) {
            // It was renewed at this moment, or says nothing: then the age of what is stored has to do.
            return Optional.empty();
        }
    }
}
