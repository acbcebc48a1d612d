package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Picks from two listings of backups, walked side by side, the committed ones of which the target lacks something. A
 * backup's mark sorts before its parts. Used by one thread, for one walk.
 */
final class CommittedParts implements TierDifference.Visitor {
    private final ArchiveNames names;
    private final WantedObjects wanted;
    private final ReplicationListener listener;
    private final Map<ObjectKey, PendingBackup> missing = new TreeMap<>();
    private Optional<ObjectKey> mark = Optional.empty();
    private Instant committed = Instant.EPOCH;

    CommittedParts(TierPair tiers) {
        this.names = tiers.names();
        this.wanted = tiers.wanted();
        this.listener = tiers.listener();
    }

    Map<ObjectKey, PendingBackup> missing() {
        return missing;
    }

    @Override
    public void onlySource(ObjectInfo object) {
        see(object, true);
    }

    @Override
    public void both(ObjectInfo ofSource, ObjectInfo ofTarget) {
        see(ofSource, false);
        if (ofSource.size() != ofTarget.size()) {
            listener.differs(ofSource, ofTarget.size());
        }
    }

    private void see(ObjectInfo object, boolean isMissing) {
        ArchiveName name = names.parse(object.key());
        if (!wanted.wants(name)) {
            return;
        }
        switch (name) {
            case ArchiveName.Mark found -> {
                mark = Optional.of(found.key());
                committed = object.modified();
                if (isMissing) {
                    add(found, object);
                }
            }
            case ArchiveName.Part part -> {
                ObjectKey ofPart = names.mark(part.lineage(), part.backup());
                if (isMissing && mark.equals(Optional.of(ofPart))) {
                    add(new ArchiveName.Mark(ofPart, part.lineage(), part.backup()), object);
                }
            }
            case ArchiveName.Record _,
                    ArchiveName.History _,
                    ArchiveName.Segment _,
                    ArchiveName.Tail _,
                    ArchiveName.Foreign _ -> {}
        }
    }

    private void add(ArchiveName.Mark of, ObjectInfo object) {
        PendingBackup known = missing.getOrDefault(of.key(), PendingBackup.committed(of));
        missing.put(of.key(), known.counted(known.lag().plus(object.size(), committed)));
    }
}
