package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.Optional;

/**
 * Which objects of one lineage a tier is to hold by a plan. What the plan could not know of it is to hold, and all of
 * them if the plan was refused.
 *
 * @param catalogue what the plan was made from
 */
public record TierWish(TierCatalogue catalogue, RetentionPlan plan) {
    /** Whether the tier is to hold a backup. */
    public boolean wants(BackupId backup) {
        return switch (plan) {
            case RetentionPlan.Refused _ -> true;
            case RetentionPlan.Decided decided -> !(decided.verdicts().get(backup) instanceof Verdict.Expired);
        };
    }

    /** Whether the tier is to hold an object of the lineage, were it there. */
    public boolean wants(ArchiveName name) {
        return switch (name) {
            case ArchiveName.Segment segment -> wantsWal(segment.stem());
            case ArchiveName.Tail tail -> wantsWal(tail.stem());
            case ArchiveName.History history -> wantsHistory(history);
            case ArchiveName.Part part -> wants(part.backup());
            case ArchiveName.Mark mark -> wants(mark.backup());
            case ArchiveName.Hold hold -> wants(hold.hold().backup());
            case ArchiveName.Buried buried -> wants(buried.backup());
            case ArchiveName.Record _,
                    ArchiveName.DumpPart _,
                    ArchiveName.DumpMark _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> true;
        };
    }

    private boolean wantsWal(String stem) {
        SegmentSize size = catalogue.segmentSize();
        Optional<SegmentName> segment = WalPlace.segment(stem, size);
        return segment.isEmpty()
                || !isKnown(segment.get().timeline())
                || !(plan instanceof RetentionPlan.Decided decided)
                || decided.wal().needs(segment.get());
    }

    private boolean wantsHistory(ArchiveName.History history) {
        Optional<TimelineId> timeline = WalPlace.timeline(history);
        return timeline.isEmpty()
                || !isPast(timeline.get())
                || !(plan instanceof RetentionPlan.Decided decided)
                || decided.wal().needsHistory(timeline.get());
    }

    private boolean isKnown(TimelineId timeline) {
        return catalogue.timelines().stream().anyMatch(each -> each.id().equals(timeline));
    }

    /** A history is stored before its timeline's first segment: one beyond those that are known may just begin. */
    private boolean isPast(TimelineId timeline) {
        return catalogue.timelines().stream().anyMatch(each -> each.id().compareTo(timeline) >= 0);
    }
}
