package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.DumpShelf;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.DumpConfig;
import io.pgcairn.daemon.retention.DumpPruning;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lets the old logical dumps of one cluster go from its tiers. Safe for use by several threads. */
public final class DumpKeeping {
    /**
     * The daemon deletes at once what a dump that failed leaves. What stays was killed with it, or is of a dump that
     * runs: another process does not know of it, and nothing appears in the store while one large database is dumped.
     */
    private static final Duration LEFTOVERS_AFTER = Duration.ofDays(7);

    private final OpenedCluster cluster;
    private final Supplier<Optional<BackupId>> running;
    private final InstantSource clock;

    /** @param running the dump that this process takes */
    public DumpKeeping(OpenedCluster cluster, Supplier<Optional<BackupId>> running, InstantSource clock) {
        this.cluster = cluster;
        this.running = running;
        this.clock = clock;
    }

    /** Prunes one tier, lineage by lineage; without a section dumps in the configuration nothing goes. */
    public List<DumpPruning.Report> prune(OpenedTier tier, boolean isDry) throws StoreException {
        Optional<DumpConfig> config = cluster.config().dumps();
        List<DumpPruning.Report> reports = new ArrayList<>();
        if (config.isEmpty()) {
            return reports;
        }
        ArchiveNames names = new ArchiveNames(new ClusterName(cluster.config().name()));
        for (LineageId lineage : names.lineages(tier.store())) {
            DumpPruning.Order order = new DumpPruning.Order(
                    lineage, config.get().keep(), LEFTOVERS_AFTER, spared(tier, lineage), clock.instant(), isDry);
            reports.add(new DumpPruning(order).prune(tier.store()));
        }
        return reports;
    }

    /** What the first tier holds may be on its way here. */
    private Set<BackupId> spared(OpenedTier tier, LineageId lineage) throws StoreException {
        Set<BackupId> spared = new HashSet<>();
        running.get().ifPresent(spared::add);
        OpenedTier first = cluster.tiers().getFirst();
        if (!tier.name().equals(first.name())) {
            for (Map.Entry<BackupId, DumpShelf.Entry> each :
                    DumpShelf.read(first.store(), lineage).entries().entrySet()) {
                if (each.getValue().isCommitted()) {
                    spared.add(each.getKey());
                }
            }
        }
        return spared;
    }

    /** What went, or would go, a line each. */
    public static List<String> lines(String tier, List<DumpPruning.Report> reports, boolean isDry) {
        List<String> lines = new ArrayList<>();
        for (DumpPruning.Report report : reports) {
            String where = "tier " + tier + ": ";
            report.expired().forEach(id -> lines.add(where + (isDry ? "would delete" : "deleted") + " dump " + id));
            report.leftovers()
                    .forEach(
                            id -> lines.add(where + (isDry ? "would delete" : "deleted") + " leftovers of dump " + id));
            if (!report.refusal().isEmpty()) {
                lines.add(where + "no dump may be deleted: " + report.refusal());
            }
            if (!report.locked().isEmpty()) {
                lines.add(where + "the store keeps " + report.locked().size()
                        + " objects of dumps, tried again next time");
            }
        }
        return lines;
    }

    /** The same for programs. */
    public static List<Object> json(Map<String, List<DumpPruning.Report>> tiers) {
        List<Object> json = new ArrayList<>();
        tiers.forEach((tier, reports) -> reports.forEach(report -> json.add(Map.of(
                "tier",
                tier,
                "deleted",
                report.expired().stream().map(BackupId::value).toList(),
                "leftovers",
                report.leftovers().stream().map(BackupId::value).toList(),
                "bytes",
                report.bytes(),
                "refused",
                report.refusal(),
                "locked",
                report.locked().size()))));
        return json;
    }
}
