package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cli.TierRepairer;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.EncryptionConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.tier.ObjectRepair;
import io.pgcairn.daemon.tier.Tier;
import io.pgcairn.daemon.tier.TierRepair;
import io.pgcairn.daemon.upkeep.PlannedTiers;
import io.pgcairn.daemon.upkeep.TierPlans;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Mends tiers from one another; needs neither the daemon nor PostgreSQL. */
public final class RepairProgram implements TierRepairer {
    private final Clusters clusters;
    private final InstantSource clock;

    public RepairProgram(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public Result repair(ClusterSelection selection, Order order, Consumer<String> progress)
            throws CairnException, InterruptedException {
        try (OpenedCluster cluster = clusters.open(selection)) {
            TierRepair.Mode mode = mode(cluster, order);
            List<Tier> all = cluster.tiers().stream().map(OpenedTier::tier).toList();
            ClusterName name = new ClusterName(cluster.config().name());
            TierPlans plans = new PlannedTiers(cluster, clock);
            ObjectRepair repair = new ObjectRepair(name, all, plans::wanted, cluster.fetcher()::over);
            Told told = new Told(order.dryRun(), progress);
            for (OpenedTier tier : cluster.chosen(order.tier())) {
                told.tier = tier.name();
                plans.wanted(tier.name()).refresh();
                new TierRepair(name, tier.tier(), all, repair, mode, told).run();
            }
            return told.result();
        } catch (IOException e) {
            throw ObjectFailure.of("comparing the tiers", e);
        }
    }

    private static TierRepair.Mode mode(OpenedCluster cluster, Order order) throws NoIdentityConfiguredException {
        EncryptionConfig encryption = cluster.config().encryption();
        boolean canRead = !encryption.enabled() || !encryption.identities().isEmpty();
        if (order.read() && !canRead) {
            throw new NoIdentityConfiguredException(cluster.config().name());
        }
        return new TierRepair.Mode(order.read(), canRead, order.dryRun());
    }

    /** Tells each object as a line and keeps the first of them for the report. */
    private static final class Told implements TierRepair.Listener {
        private static final int MOST = 1000;

        private final boolean isDry;
        private final Consumer<String> progress;
        private final List<Map<String, Object>> objects = new ArrayList<>();
        private String tier = "";
        private long mended;
        private long failed;

        Told(boolean isDry, Consumer<String> progress) {
            this.isDry = isDry;
            this.progress = progress;
        }

        @Override
        public void mended(ObjectKey key, String why, String from) {
            mended++;
            String what = isDry ? " would be mended" : " mended from tier " + from;
            progress.accept("tier " + tier + ": " + key + what + " (" + why + ")");
            keep(key, why, isDry ? "found" : "mended", from);
        }

        @Override
        public void notMended(ObjectKey key, String why) {
            failed++;
            progress.accept("tier " + tier + ": " + key + " NOT mended: " + why);
            keep(key, why, "failed", "");
        }

        private void keep(ObjectKey key, String why, String state, String from) {
            if (objects.size() < MOST) {
                objects.add(Map.of("tier", tier, "object", key.value(), "state", state, "reason", why, "from", from));
            }
        }

        Result result() {
            String line = (isDry ? mended + " objects would be mended, " : mended + " objects mended, ") + failed
                    + " could not be";
            String said = mended + failed == 0 ? "nothing to repair" : line;
            Map<String, Object> json = Map.of("mended", mended, "failed", failed, "dryRun", isDry, "objects", objects);
            return new Result(new Report(List.of(said), json), failed == 0);
        }
    }
}
