package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.cluster.TierPolicies;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.upkeep.DumpKeeping;
import io.pgcairn.daemon.upkeep.TierPruning;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Prunes every tier of one cluster whose configuration says so, each by itself. */
final class Prunings {
    private final List<PruningLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param dump the logical dump that is being taken
     * @param gone is told the name of a tier from which something went
     * @param random safe for use by several threads
     */
    Prunings(
            OpenedCluster cluster,
            Metrics metrics,
            Clock clock,
            RandomGenerator random,
            Supplier<Optional<BackupId>> dump,
            Consumer<String> gone) {
        String name = cluster.config().name();
        TierPolicies policies = new TierPolicies(cluster.config());
        TierPruning pruning = new TierPruning(cluster, clock);
        DumpKeeping dumps = new DumpKeeping(cluster, dump, clock);
        for (OpenedTier tier : cluster.tiers()) {
            RetentionConfig config = policies.config(tier.name());
            if (config.automatic()) {
                PruningLog log = new PruningLog(name, tier.name(), clock);
                PruningLoop loop =
                        new PruningLoop(pruning, dumps, tier, config, log, () -> gone.accept(tier.name()), random);
                metrics.retention(name, tier.name(), log);
                loops.add(loop);
                threads.add(Thread.ofVirtual()
                        .name("prune-" + name + "-" + tier.name())
                        .unstarted(Trail.here().around(loop)));
            }
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Ends within the patience; what is half done is ended by the next daemon. */
    void stop(Duration patience) {
        loops.forEach(PruningLoop::stop);
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
