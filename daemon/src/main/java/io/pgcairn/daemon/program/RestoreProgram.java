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
import java.util.function.UnaryOperator;

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
        try (OpenedCluster cluster = clusters.open(
                configuration, clusters.select(configuration, request.selection()), UnaryOperator.identity())) {
            Lineage lineage = newest(cluster);
            RestorePlan plan = new RestorePlanner(lineage, clock).plan(planned(request));
            plan.text().lines().forEach(progress);
            Path destination = request.to().toAbsolutePath().normalize();
            io.pgcairn.daemon.restore.Restorer.requireFree(plan, destination);
            if (request.dryRun()) {
                return new Report(List.of("nothing was restored: this was a dry run"), json(plan, Optional.empty()));
            }
            int parallel = request.parallel().orElse(RestoreOptions.DEFAULT_PARALLEL_PACKS);
            RestoreOptions options = new RestoreOptions(parallel, script(), walUrl(configuration.http(), lineage));
            RestoreResult result = new io.pgcairn.daemon.restore.Restorer(
                            lineage.backups(), new PercentProgress(progress))
                    .restore(plan, destination, options);
            return new Report(lines(result), json(plan, Optional.of(result)));
        } catch (IOException e) {
            throw ObjectFailure.of("reading the catalogue", e);
        }
    }

    /** The lineage to restore from: the one that was made last, since pg_upgrade leaves the old one beside it. */
    private static Lineage newest(OpenedCluster cluster) throws IOException, CairnException {
        List<Lineage> lineages = cluster.lineages().list();
        if (lineages.isEmpty()) {
            throw new NothingStoredException(
                    cluster.config().name(), cluster.store().location());
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

    private static URI walUrl(HttpConfig http, Lineage lineage) {
        return BackupClient.endpoint(http)
                .resolve("/clusters/" + lineage.id().cluster() + "/lineages/"
                        + lineage.id().systemId());
    }

    private static List<String> lines(RestoreResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("restored " + result.files() + " files, " + result.bytes() + " bytes to " + result.directory()
                + " in " + result.took().toMillis() + " ms");
        lines.add("the daemon answers its restore_command: keep pgcairn daemon running until recovery has ended");
        lines.addAll(result.notes());
        return lines;
    }

    private static Map<String, Object> json(RestorePlan plan, Optional<RestoreResult> result) {
        Map<String, Object> json = new LinkedHashMap<>();
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
