package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Picks from two listings of backups and dumps, walked side by side, the committed ones of which the target lacks
 * something. A backup's mark sorts before its parts, a dump's between them. Used by one thread, for one walk of each.
 */
final class CommittedParts implements TierDifference.Visitor {
    private final ArchiveNames names;
    private final WantedObjects wanted;
    private final ReplicationListener listener;
    private final Map<ObjectKey, PendingBackup> missing = new TreeMap<>();
    private final Set<ObjectKey> goodDumps = new HashSet<>();
    private Optional<ObjectKey> mark = Optional.empty();
    private Instant committed = Instant.EPOCH;

    CommittedParts(TierPair tiers) {
        this.names = tiers.names();
        this.wanted = tiers.wanted();
        this.listener = tiers.listener();
    }

    Map<ObjectKey, PendingBackup> missing() {
        missing.values()
                .removeIf(each -> each.mark() instanceof ArchiveName.DumpMark
                        && !goodDumps.contains(each.mark().key()));
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

    /** Sorts behind the backup's mark, so what was added until now is taken back. */
    @Override
    public void onlyTarget(ObjectInfo object) {
        if (names.parse(object.key()) instanceof ArchiveName.Buried buried) {
            ObjectKey ofBuried = names.mark(buried.lineage(), buried.backup());
            missing.remove(ofBuried);
            mark = mark.filter(current -> !current.equals(ofBuried));
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
                    add(found, object, committed);
                }
            }
            case ArchiveName.Part part -> {
                ObjectKey ofPart = names.mark(part.lineage(), part.backup());
                if (isMissing && mark.equals(Optional.of(ofPart))) {
                    add(new ArchiveName.Mark(ofPart, part.lineage(), part.backup()), object, committed);
                }
            }
            case ArchiveName.DumpMark found -> {
                goodDumps.add(found.key());
                if (isMissing) {
                    add(found, object, object.modified());
                }
            }
            case ArchiveName.DumpPart part -> {
                if (isMissing) {
                    ObjectKey ofPart = names.dumpMark(part.lineage(), part.dump());
                    add(new ArchiveName.DumpMark(ofPart, part.lineage(), part.dump()), object, object.modified());
                }
            }
            case ArchiveName.Record _,
                    ArchiveName.History _,
                    ArchiveName.Segment _,
                    ArchiveName.Tail _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> {}
        }
    }

    private void add(ArchiveName.Commit of, ObjectInfo object, Instant since) {
        PendingBackup known = missing.getOrDefault(of.key(), PendingBackup.committed(of));
        missing.put(of.key(), known.counted(known.lag().plus(object.size(), since)));
    }
}
