package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.DrillConfig;
import io.pgcairn.daemon.drill.Drill;
import io.pgcairn.daemon.drill.DrillNotes;
import io.pgcairn.daemon.drill.DrillOrder;
import io.pgcairn.daemon.drill.DrillPrograms;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.http.BackupRunner;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.DatabaseQueries;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.restore.RecoveryTarget;
import io.pgcairn.daemon.restore.RestoreOptions;
import io.pgcairn.daemon.restore.RestorePlan;
import io.pgcairn.daemon.upkeep.RestoreLeasing;
import io.pgcairn.daemon.upkeep.RestorePins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one cluster's drills: chooses what is restored, keeps retention from it, and has it done.
 *
 * @param configuration of the daemon that serves the WAL
 */
record DrillRuns(
        OpenedCluster cluster, Configuration configuration, DrillHost host, Clock clock, RandomGenerator random) {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.drill");

    /** One pack at a time: nobody waits for a drill, and the server beside it works. */
    private static final int PARALLEL_PACKS = 1;

    /** A drill that is not done yet. */
    Run begin(BackupId label, BackupOrder.Drill order) {
        return new Run(label, order);
    }

    /** One drill. Used by one thread. */
    final class Run {
        private final BackupId label;
        private final BackupOrder.Drill order;
        private final DrillNotes notes = new DrillNotes();
        private String tier = "";
        private Optional<Lineage> restored = Optional.empty();
        private Optional<RestorePlan> plan = Optional.empty();

        private Run(BackupId label, BackupOrder.Drill order) {
            this.label = label;
            this.order = order;
        }

        void run(BackupRunner.Progress progress) throws CairnException, InterruptedException {
            Optional<String> named = order.tier().isEmpty() ? Optional.empty() : Optional.of(order.tier());
            OpenedTier from = cluster.tier(named);
            tier = from.name();
            try {
                Lineage lineage = newest(from);
                restored = Optional.of(lineage);
                DrillChoice choice = new DrillChoice(from, lineage, clock, random);
                RestorePlan chosen = chosen(choice);
                plan = Optional.of(chosen);
                LOG.atInfo()
                        .addKeyValue("backup", chosen.backup().id())
                        .addKeyValue("target", chosen.request().target())
                        .log("a restore drill begins");
                RestoreLeasing leasing = new RestoreLeasing(clock, random);
                List<OpenedTier> readable = named.isEmpty() ? cluster.tiers() : List.of(from);
                try (RestorePins _ = leasing.begin(chosen.backup().id(), lineage, readable, this::warn)) {
                    leasing.requireOutlived(chosen, lineage);
                    RestoreOptions options =
                            host.recovery().options(configuration, lineage.id(), from.name(), PARALLEL_PACKS);
                    requireLetIn(options);
                    new Drill(
                                    drill(chosen, choice.lastCommit(chosen), options),
                                    lineage.backups(),
                                    (_, bytes, total) -> progress.report(bytes, total),
                                    notes)
                            .run();
                }
            } catch (IOException e) {
                throw ObjectFailure.of("reading the catalogue", e);
            }
        }

        /** The copy has no certificate of its own, and would find out after all was restored. */
        private void requireLetIn(RestoreOptions options) throws UndrillableException {
            List<String> words = options.walOptions();
            if (!configuration.http().access().isEmpty()
                    && !words.contains("--socket")
                    && !words.contains("--token-file")) {
                throw UndrillableException.certificateAlone();
            }
        }

        private RestorePlan chosen(DrillChoice choice) throws CairnException {
            Optional<Instant> moment = order.moment();
            if (moment.isPresent()) {
                return choice.at(new RecoveryTarget.Time(moment.get()));
            }
            boolean isRandom = order.target().isEmpty()
                    ? cluster.config().drill().target() == DrillConfig.Target.RANDOM
                    : order.target().equals("random");
            return isRandom ? choice.anyMoment() : choice.at(new RecoveryTarget.Latest());
        }

        private DrillOrder drill(RestorePlan chosen, Optional<Instant> lastCommit, RestoreOptions options)
                throws CairnException {
            DrillConfig config = cluster.config().drill();
            int major = chosen.backup().serverVersion() / 10_000;
            ServerBinaries programs = DrillPrograms.OF_DEBIAN.find(
                    config.programs(), config.programs().isEmpty() ? serversOwn() : Optional.empty(), major);
            return new DrillOrder(
                    cluster.config().name(),
                    label,
                    host.directory(config),
                    chosen,
                    options,
                    programs,
                    lastCommit,
                    cluster.connector().settings().user(),
                    cluster.connector().settings().database(),
                    config.query(),
                    config.timeout(),
                    order.keeps());
        }

        private Optional<Path> serversOwn() {
            try {
                return new DatabaseQueries(cluster.connector()).programs();
            } catch (PostgresException e) {
                // A restore has to work without the server, and so has a drill.
                return Optional.empty();
            }
        }

        private void warn(String text) {
            LOG.warn(text);
        }

        BackupId label() {
            return label;
        }

        String tier() {
            return tier;
        }

        /** The one that is restored; empty as long as none is chosen. */
        Optional<Lineage> lineage() {
            return restored;
        }

        Optional<BackupId> backup() {
            return plan.map(found -> found.backup().id());
        }

        /** Empty for the end of all WAL, and as long as nothing is chosen. */
        Optional<Instant> target() {
            return plan.flatMap(DrillChoice::moment);
        }

        DrillNotes notes() {
            return notes;
        }
    }

    private static Lineage newest(OpenedTier tier) throws IOException, CairnException {
        List<Lineage> lineages = tier.lineages().list();
        if (lineages.isEmpty()) {
            throw UndrillableException.empty(tier);
        }
        return lineages.getLast();
    }
}
