package io.pgcairn.daemon.job;

import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.upkeep.DumpKeeping;
import io.pgcairn.daemon.upkeep.Pruned;
import io.pgcairn.daemon.upkeep.TierPruning;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Prunes one tier again and again. An error of any kind is told and tried again next time: a tier that hangs or fails
 * has a loop of its own and takes nobody's time.
 */
final class PruningLoop implements Runnable {
    /** A daemon whose tier is pruned every few weeks, and that is started again before, prunes nevertheless. */
    private static final Duration LONGEST_FIRST_WAIT = Duration.ofHours(1);

    private final TierPruning pruning;
    private final DumpKeeping dumps;
    private final OpenedTier tier;
    private final Duration every;
    private final PruningLog log;
    private final Runnable afterwards;
    private final RandomGenerator random;
    private volatile boolean isStopping;

    /** @param afterwards run when something went */
    PruningLoop(
            TierPruning pruning,
            DumpKeeping dumps,
            OpenedTier tier,
            RetentionConfig config,
            PruningLog log,
            Runnable afterwards,
            RandomGenerator random) {
        this.pruning = pruning;
        this.dumps = dumps;
        this.tier = tier;
        this.every = config.every();
        this.log = log;
        this.afterwards = afterwards;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            Duration first = every.compareTo(LONGEST_FIRST_WAIT) < 0 ? every : LONGEST_FIRST_WAIT;
            pause(first, 0.5);
            while (!isStopping) {
                prune();
                pause(every, 0.9);
            }
        } catch (InterruptedException e) {
            // Told to end.
        }
    }

    /** Ends it after what it does now, also if a store takes its thread's interruption for an error of its own. */
    void stop() {
        isStopping = true;
    }

    /** Several tiers, and the daemons of several hosts, do not begin at the same moment. */
    private void pause(Duration longest, double least) throws InterruptedException {
        Thread.sleep((long) (longest.toMillis() * (least + (1 - least) * random.nextDouble())));
    }

    private void prune() throws InterruptedException {
        try {
            List<Pruned> pruned = pruning.prune(tier, false, log::went);
            log.ended(pruned);
            log.wentOfDumps(DumpKeeping.lines(tier.name(), dumps.prune(tier, false), false));
        } catch (IOException | RuntimeException e) {
            if (isStopping || Thread.interrupted()) {
                throw new InterruptedException("told to end");
            }
            log.failed(e);
            return;
        }
        if (log.hasNews()) {
            afterwards.run();
        }
    }
}
