package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.retention.PruneReport;
import io.pgcairn.daemon.retention.RetentionPlan;
import java.util.List;

/**
 * How one lineage on one tier was pruned.
 *
 * @param plan the one that was followed last
 * @param reports what went, by each plan that was followed
 * @param isSettled false if what the tier holds changed under each plan, so that the rest is left for the next time
 */
public record Pruned(
        LineageId lineage, SegmentSize segmentSize, RetentionPlan plan, List<PruneReport> reports, boolean isSettled) {
    public Pruned {
        reports = List.copyOf(reports);
    }
}
