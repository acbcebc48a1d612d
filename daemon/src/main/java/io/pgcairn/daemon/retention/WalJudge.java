package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says of each object of a lineage's WAL whether the plan lets it go; is shown all of them in the order of names. What
 * the plan could not know of stays: a timeline that began since, or a name of no form that we write. Used by one
 * thread, for one walk.
 */
final class WalJudge {
    private final SegmentSize size;
    private final TierWish wish;
    private final WalNeed spared;

    /** The segment that is there as a whole, and its digest; two digests contradict each other. */
    private String wholeStem = "";

    private String wholeDigest = "";
    private boolean isContradictory;

    WalJudge(Pruner.Order order, List<TierCatalogue.Backup> spared) {
        this.size = order.catalogue().segmentSize();
        this.wish = new TierWish(order.catalogue(), order.plan());
        this.spared = own(spared);
    }

    /**
     * What may go.
     *
     * @param segment empty of a history
     * @param isSuperseded whether it is a tail of a segment that is there as a whole
     */
    record Doomed(ObjectInfo object, ArchiveName name, Optional<SegmentName> segment, boolean isSuperseded) {}

    /** The WAL that backups need by themselves. */
    private WalNeed own(List<TierCatalogue.Backup> backups) {
        Set<TimelineId> histories = new HashSet<>();
        backups.forEach(backup -> histories.add(backup.timeline()));
        return new WalNeed(
                backups.stream()
                        .map(backup -> new WalNeed.Stretch(
                                backup.timeline(), size.numberOf(backup.start()), size.numberOf(backup.stop())))
                        .toList(),
                histories);
    }

    Optional<Doomed> judge(ObjectInfo object, ArchiveName name) {
        return switch (name) {
            case ArchiveName.Segment segment -> whole(object, segment);
            case ArchiveName.Tail tail -> tail(object, tail);
            case ArchiveName.History history -> history(object, history);
            case ArchiveName.Record _,
                    ArchiveName.Part _,
                    ArchiveName.Mark _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.DumpPart _,
                    ArchiveName.DumpMark _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> Optional.empty();
        };
    }

    private Optional<Doomed> whole(ObjectInfo object, ArchiveName.Segment name) {
        String key = object.key().value();
        String digest =
                key.substring(name.stem().length(), key.indexOf('.', name.stem().length()));
        isContradictory = name.stem().equals(wholeStem) && (isContradictory || !digest.equals(wholeDigest));
        wholeStem = name.stem();
        wholeDigest = digest;
        return unneeded(object, name, name.stem());
    }

    private Optional<Doomed> tail(ObjectInfo object, ArchiveName.Tail name) {
        Optional<SegmentName> segment = WalPlace.segment(name.stem(), size);
        if (segment.isPresent() && name.stem().equals(wholeStem) && !isContradictory) {
            return Optional.of(new Doomed(object, name, segment, true));
        }
        return unneeded(object, name, name.stem());
    }

    private Optional<Doomed> unneeded(ObjectInfo object, ArchiveName name, String stem) {
        return WalPlace.segment(stem, size)
                .filter(segment -> !wish.wants(name) && !spared.needs(segment))
                .map(segment -> new Doomed(object, name, Optional.of(segment), false));
    }

    private Optional<Doomed> history(ObjectInfo object, ArchiveName.History name) {
        return WalPlace.timeline(name)
                .filter(timeline -> !wish.wants(name) && !spared.needsHistory(timeline))
                .map(timeline -> new Doomed(object, name, Optional.empty(), false));
    }
}
