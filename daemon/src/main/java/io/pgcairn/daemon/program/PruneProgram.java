package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.TierPruner;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.retention.DumpPruning;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.upkeep.DumpKeeping;
import io.pgcairn.daemon.upkeep.Pruned;
import io.pgcairn.daemon.upkeep.TierPruning;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prunes tiers; needs neither the daemon nor PostgreSQL, and no private key. */
public final class PruneProgram implements TierPruner {
    private final Clusters clusters;
    private final InstantSource clock;

    public PruneProgram(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public Result prune(ClusterSelection selection, Optional<String> tier, boolean dryRun)
            throws CairnException, InterruptedException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            TierPruning pruning = new TierPruning(cluster, clock);
            DumpKeeping keeping = new DumpKeeping(cluster, Optional::empty, clock);
            Map<String, List<Pruned>> pruned = new LinkedHashMap<>();
            Map<String, List<DumpPruning.Report>> dumps = new LinkedHashMap<>();
            for (OpenedTier each : cluster.chosen(tier)) {
                pruned.put(each.name(), pruning.prune(each, dryRun, _ -> {}));
                dumps.put(each.name(), keeping.prune(each, dryRun));
            }
            boolean isRefused = pruned.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(each -> each.plan() instanceof RetentionPlan.Refused);
            List<String> lines = new ArrayList<>(new PruneText(dryRun).lines(pruned));
            dumps.forEach((name, reports) -> lines.addAll(DumpKeeping.lines(name, reports, dryRun)));
            Map<String, Object> json = new LinkedHashMap<>(new PruneJson(dryRun).of(pruned));
            json.put("dumps", DumpKeeping.json(dumps));
            return new Result(new Report(lines, json), isRefused);
        } catch (IOException e) {
            throw ObjectFailure.of("pruning", e);
        }
    }
}
