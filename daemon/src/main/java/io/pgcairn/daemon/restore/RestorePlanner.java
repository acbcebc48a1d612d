package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans a restore: chooses, and proves that it can be done, or refuses before a byte is copied. */
public final class RestorePlanner {
    private final Lineage lineage;
    private final WalEvidence evidence;
    private final Clock clock;

    public RestorePlanner(Lineage lineage, Clock clock) {
        this(lineage, new WalMoments(lineage.wal()), clock);
    }

    RestorePlanner(Lineage lineage, WalEvidence evidence, Clock clock) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * Reads the catalogue, and of the WAL what the target's proof needs, and plans.
     *
     * @throws RestoreException what is wanted cannot be had, with the reason
     */
    public RestorePlan plan(RestoreRequest request) throws CairnException {
        try {
            RestoreFacts facts = RestoreFacts.read(lineage, clock.instant());
            RestorePlan plan = request.target() instanceof RecoveryTarget.RestorePoint point
                    ? new PointSearch(facts, request, evidence).find(point.name())
                    : draft(facts, request);
            return new TargetProof(evidence).prove(plan);
        } catch (IOException e) {
            throw ObjectFailure.of("planning a restore of " + lineage.id(), e);
        }
    }

    /** The part that needs nothing but the catalogue's facts. */
    static RestorePlan draft(RestoreFacts facts, RestoreRequest request) throws RestoreException {
        StartingPoint start = new BackupChoice(facts, request).choose();
        WalCoverage coverage = new ChainProof(facts, request, start).prove();
        return new RestorePlan(
                request,
                start.backup(),
                start.history(),
                facts.inventory().segmentSize(),
                coverage.end(),
                coverage.missing().isPresent(),
                Optional.empty(),
                TablespacePlacement.of(start.backup(), request.tablespaces()),
                Branches.describe(facts, start.history().timeline()),
                warnings(start, coverage));
    }

    private static List<String> warnings(StartingPoint start, WalCoverage coverage) {
        List<String> warnings = new ArrayList<>();
        coverage.missing()
                .ifPresent(_ ->
                        warnings.add("the WAL has a gap at " + coverage.end() + ": a target behind it is not reached"));
        if (start.backup().badPages() > 0) {
            warnings.add("the cluster had " + start.backup().badPages()
                    + " pages with a wrong checksum when the backup was taken");
        }
        return warnings;
    }
}
