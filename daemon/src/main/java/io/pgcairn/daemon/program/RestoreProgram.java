package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.RestoreRequest;
import io.pgcairn.daemon.cli.Restorer;
import io.pgcairn.daemon.cli.TargetSpec;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestoreOptions;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.RestorePlanner;
import io.pgcairn.daemon.restore.RestoreResult;
import io.pgcairn.daemon.restore.TargetAction;
import io.pgcairn.daemon.restore.TargetTimeline;
import io.pgcairn.daemon.upkeep.RestoreLeasing;
import io.pgcairn.daemon.upkeep.RestorePins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Plans a restore from the store, prints the plan, and carries it out. */
public final class RestoreProgram implements Restorer {
    private final Clusters clusters;
    private final Path home;
    private final Clock clock;
    private final RestoreLeasing leasing;

    /**
     * @param home where pgcairn is installed: {@code deploy/bin} below it holds the restore_command
     * @param random tells restores apart
     */
    public RestoreProgram(Clusters clusters, Path home, Clock clock, RandomGenerator random) {
        this.clusters = clusters;
        this.home = home;
        this.clock = clock;
        this.leasing = new RestoreLeasing(clock, random);
    }

    @Override
    public Report restore(RestoreRequest request, Consumer<String> progress)
            throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(request.selection().config());
        try (OpenedCluster cluster =
                clusters.open(configuration, clusters.select(configuration, request.selection()), TierMetrics.NONE)) {
            OpenedTier tier = cluster.tier(request.tier());
            try {
                return restore(configuration, cluster, tier, request, progress);
            } catch (IOException e) {
                throw OtherTiersException.of(ObjectFailure.of("reading the catalogue", e), cluster, tier.name());
            } catch (CairnException e) {
                throw OtherTiersException.of(e, cluster, tier.name());
            }
        }
    }

    private Report restore(
            Configuration configuration,
            OpenedCluster cluster,
            OpenedTier tier,
            RestoreRequest request,
            Consumer<String> progress)
            throws IOException, CairnException, InterruptedException {
        Lineage lineage = lineage(tier, request.lineage());
        RestorePlan proven = new RestorePlanner(lineage, clock).plan(planned(request, lineage));
        RestorePlan plan =
                request.tier().isEmpty() ? new OtherEnds(cluster, clock).compare(proven, lineage, tier) : proven;
        plan.text().lines().forEach(progress);
        Path destination = request.to().toAbsolutePath().normalize();
        io.pgcairn.daemon.restore.Restorer.requireFree(plan, destination);
        if (request.dryRun()) {
            return new Report(List.of("nothing was restored: this was a dry run"), json(tier, plan, Optional.empty()));
        }
        List<OpenedTier> readable = request.tier().isEmpty() ? cluster.tiers() : List.of(tier);
        try (RestorePins pins = leasing.begin(plan.backup().id(), lineage, readable, progress)) {
            leasing.requireOutlived(plan, lineage);
            RestoreResult result = copy(configuration, tier, lineage, request, plan, destination, progress);
            // A prune that looked for leases just before ours was placed may have been at the WAL until now.
            leasing.requireOutlived(plan, lineage);
            RestorePins.Left left = pins.leave();
            List<String> lines = new ArrayList<>(lines(result));
            left.line().ifPresent(lines::add);
            Map<String, Object> json = json(tier, plan, Optional.of(result));
            json.put("leasedUntil", left.tiers().isEmpty() ? "" : left.until().toString());
            return new Report(lines, json);
        }
    }

    private RestoreResult copy(
            Configuration configuration,
            OpenedTier tier,
            Lineage lineage,
            RestoreRequest request,
            RestorePlan plan,
            Path destination,
            Consumer<String> progress)
            throws IOException, CairnException {
        int parallel = request.parallel().orElse(RestoreOptions.DEFAULT_PARALLEL_PACKS);
        WalAsking.of(configuration).advice().forEach(progress);
        RestoreOptions options = new DaemonAddress(home).options(configuration, lineage.id(), tier.name(), parallel);
        return new io.pgcairn.daemon.restore.Restorer(lineage.backups(), new PercentProgress(progress))
                .restore(plan, destination, options);
    }

    /** The lineage to restore from: unless one is named the newest, since pg_upgrade leaves the old one beside it. */
    private static Lineage lineage(OpenedTier tier, Optional<SystemId> named) throws IOException, CairnException {
        List<Lineage> lineages = tier.lineages().list();
        if (lineages.isEmpty()) {
            throw new NothingStoredException(
                    tier.lineages().cluster().value(), tier.store().location());
        }
        if (named.isEmpty()) {
            return lineages.getLast();
        }
        return lineages.stream()
                .filter(lineage -> lineage.id().systemId().equals(named.get()))
                .findFirst()
                .orElseThrow(() -> new UnknownLineageException(named.get(), tier.name(), lineages));
    }

    private static io.pgcairn.daemon.restore.RestoreRequest planned(RestoreRequest request, Lineage lineage)
            throws IOException, CairnException {
        Optional<BackupId> backup = request.backup().isEmpty()
                ? Optional.empty()
                : Optional.of(BackupFinder.find(request.backup().get(), lineage));
        try {
            Map<String, Path> tablespaces = new HashMap<>();
            request.tablespaces().forEach((from, to) -> tablespaces.put(from.toString(), to));
            return new io.pgcairn.daemon.restore.RestoreRequest(
                    target(request.target()),
                    request.inclusive(),
                    request.timeline().map(TargetTimeline::parse).orElse(new TargetTimeline.Latest()),
                    TargetAction.valueOf(request.action().name()),
                    backup,
                    tablespaces);
        } catch (IllegalArgumentException e) {
            throw new UnusableTargetException(e);
        }
    }

    private static RecoveryTarget target(TargetSpec spec) {
        return switch (spec) {
            case TargetSpec.Latest _ -> new RecoveryTarget.Latest();
            case TargetSpec.Immediate _ -> new RecoveryTarget.Immediate();
            case TargetSpec.AtTime(var time) -> new RecoveryTarget.Time(time);
            case TargetSpec.AtLsn(var lsn) -> new RecoveryTarget.Position(lsn);
            case TargetSpec.AtXid(long xid) -> new RecoveryTarget.Transaction(xid);
            case TargetSpec.AtName(String name) -> new RecoveryTarget.RestorePoint(name);
        };
    }

    private static List<String> lines(RestoreResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("restored " + result.files() + " files, " + result.bytes() + " bytes to " + result.directory()
                + " in " + result.took().toMillis() + " ms");
        lines.add("the daemon answers its restore_command: keep pgcairn daemon running until recovery has ended");
        lines.addAll(result.notes());
        return lines;
    }

    private static Map<String, Object> json(OpenedTier tier, RestorePlan plan, Optional<RestoreResult> result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tier", tier.name());
        json.put("backup", plan.backup().id().value());
        json.put("target", plan.request().target().toString());
        json.put("timeline", plan.history().timeline().value());
        json.put("startLsn", plan.backup().startLsn().toString());
        json.put("walEnd", plan.walEnd().toString());
        json.put("warnings", plan.warnings());
        json.put("dryRun", result.isEmpty());
        result.ifPresent(done -> {
            json.put("directory", done.directory().toString());
            json.put("files", done.files());
            json.put("bytes", done.bytes());
            json.put("milliseconds", done.took().toMillis());
            json.put("notes", done.notes());
        });
        return json;
    }
}
