package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.RestoreRequest;
import io.pgcairn.daemon.cli.Restorer;
import io.pgcairn.daemon.cli.TargetSpec;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestoreOptions;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.restore.RestorePlanner;
import io.pgcairn.daemon.restore.RestoreResult;
import io.pgcairn.daemon.restore.TargetAction;
import io.pgcairn.daemon.restore.TargetTimeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Plans a restore from the store, prints the plan, and carries it out. */
public final class RestoreProgram implements Restorer {
    private final Clusters clusters;
    private final Path home;
    private final Clock clock;

    /** @param home where pgcairn is installed: {@code deploy/bin} below it holds the restore_command */
    public RestoreProgram(Clusters clusters, Path home, Clock clock) {
        this.clusters = clusters;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Report restore(RestoreRequest request, Consumer<String> progress) throws CairnException {
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
            throws IOException, CairnException {
        Lineage lineage = newest(tier);
        RestorePlan proven = new RestorePlanner(lineage, clock).plan(planned(request));
        RestorePlan plan =
                request.tier().isEmpty() ? new OtherEnds(cluster, clock).compare(proven, lineage, tier) : proven;
        plan.text().lines().forEach(progress);
        Path destination = request.to().toAbsolutePath().normalize();
        io.pgcairn.daemon.restore.Restorer.requireFree(plan, destination);
        if (request.dryRun()) {
            return new Report(List.of("nothing was restored: this was a dry run"), json(tier, plan, Optional.empty()));
        }
        int parallel = request.parallel().orElse(RestoreOptions.DEFAULT_PARALLEL_PACKS);
        RestoreOptions options = new RestoreOptions(parallel, script(), walUrl(configuration.http(), lineage, tier));
        RestoreResult result = new io.pgcairn.daemon.restore.Restorer(lineage.backups(), new PercentProgress(progress))
                .restore(plan, destination, options);
        return new Report(lines(result), json(tier, plan, Optional.of(result)));
    }

    /** The lineage to restore from: the one that was made last, since pg_upgrade leaves the old one beside it. */
    private static Lineage newest(OpenedTier tier) throws IOException, CairnException {
        List<Lineage> lineages = tier.lineages().list();
        if (lineages.isEmpty()) {
            throw new NothingStoredException(
                    tier.lineages().cluster().value(), tier.store().location());
        }
        return lineages.getLast();
    }

    private static io.pgcairn.daemon.restore.RestoreRequest planned(RestoreRequest request) throws CairnException {
        try {
            Map<String, Path> tablespaces = new HashMap<>();
            request.tablespaces().forEach((from, to) -> tablespaces.put(from.toString(), to));
            return new io.pgcairn.daemon.restore.RestoreRequest(
                    target(request.target()),
                    request.inclusive(),
                    request.timeline().map(TargetTimeline::parse).orElse(new TargetTimeline.Latest()),
                    TargetAction.valueOf(request.action().name()),
                    request.backup().map(BackupId::new),
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

    private Path script() {
        return home.resolve("deploy/bin/pgcairn-restore-wal").toAbsolutePath().normalize();
    }

    /** Names the tier, so that recovery reads what the plan was proven from, and no tier that fails is waited for. */
    private static URI walUrl(HttpConfig http, Lineage lineage, OpenedTier tier) {
        return BackupClient.endpoint(http)
                .resolve("/clusters/" + lineage.id().cluster() + "/lineages/"
                        + lineage.id().systemId() + "?tier=" + tier.name());
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
