package io.pgcairn.daemon.service;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.OpenedTier;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.TierFigures;
import io.pgcairn.daemon.tier.AnnouncingObjectStore;
import io.pgcairn.daemon.tier.Lag;
import io.pgcairn.daemon.tier.Replication;
import io.pgcairn.daemon.tier.ReplicationSettings;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.upkeep.TierPlans;
import io.pgcairn.storage.ObjectReader;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps every further tier of one cluster in step with the first. */
final class Replications {
    /** What an operator holds or deletes is a matter of names: nobody tells the daemon. */
    private static final Duration SHORTEST_COMPARISON = Duration.ofSeconds(10);

    private final List<Replication> replications = new ArrayList<>();
    private final Map<String, TierFigures> lags = new LinkedHashMap<>();
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param complete is told the name of a tier from which one more backup can be restored */
    Replications(
            OpenedCluster cluster,
            TierPlans plans,
            Metrics metrics,
            Clock clock,
            SecureRandom random,
            Consumer<String> complete) {
        List<OpenedTier> tiers = cluster.tiers();
        OpenedTier first = tiers.getFirst();
        this.every = every(cluster.config());
        for (OpenedTier target : tiers.subList(1, tiers.size())) {
            List<ObjectReader> others = tiers.stream()
                    .filter(tier -> tier != first && tier != target)
                    .<ObjectReader>map(OpenedTier::store)
                    .toList();
            ReplicationReport report = new ReplicationReport(
                    cluster.config().name(), target.name(), clock, () -> complete.accept(target.name()));
            boolean isAcking = cluster.config().ack().contains(target.name());
            Replication replication = new Replication(
                    new ClusterName(cluster.config().name()),
                    first.store(),
                    target.store(),
                    others,
                    plans.wanted(target.name()),
                    settings(isAcking),
                    report,
                    clock,
                    random);
            // What an acking tier lacks was stored before it became one: the intake writes there by itself.
            if (!isAcking && first.store() instanceof AnnouncingObjectStore announcing) {
                announcing.announceTo(replication);
            }
            Figures figures = new Figures(replication, report);
            metrics.tier(cluster.config().name(), target.name(), figures);
            lags.put(target.name(), figures);
            replications.add(replication);
        }
    }

    private static ReplicationSettings settings(boolean isFed) {
        ReplicationSettings usual = ReplicationSettings.defaults();
        return new ReplicationSettings(
                usual.walParallel(),
                usual.backupParallel(),
                usual.firstPause(),
                usual.longestPause(),
                usual.walkEvery(),
                usual.skippedAgain(),
                isFed);
    }

    /** As often as retention runs, where it runs most often. */
    private static Duration every(ClusterConfig cluster) {
        Duration shortest = cluster.tiers().stream()
                .map(tier -> tier.retention().every())
                .min(Comparator.naturalOrder())
                .orElse(SHORTEST_COMPARISON);
        return shortest.compareTo(SHORTEST_COMPARISON) < 0 ? SHORTEST_COMPARISON : shortest;
    }

    /** What a tier lacks; empty while that is not known, and of the first. */
    OptionalLong lagBytes(String tier) {
        TierFigures figures = lags.get(tier);
        return figures == null ? OptionalLong.empty() : figures.lagBytes();
    }

    void start() {
        replications.forEach(Replication::start);
        if (!replications.isEmpty()) {
            Thread.ofVirtual().name("replicate-compare").start(Trail.here().around(this::compareNowAndThen));
        }
    }

    private void compareNowAndThen() {
        try {
            while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                compareBackups();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After whatever may change what the tiers want: by their retention, by holds. */
    void compareBackups() {
        replications.forEach(Replication::compareBackups);
    }

    void stop(Duration patience) {
        stopped.countDown();
        replications.forEach(Replication::interrupt);
        long end = System.nanoTime() + patience.toNanos();
        replications.forEach(replication -> replication.stop(Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
    }

    private record Figures(Replication replication, ReplicationReport report) implements TierFigures {
        @Override
        public OptionalLong lagBytes() {
            Optional<Lag> lag = replication.lag();
            return lag.isPresent() ? OptionalLong.of(lag.get().bytes()) : OptionalLong.empty();
        }

        @Override
        public OptionalLong lagObjects() {
            Optional<Lag> lag = replication.lag();
            return lag.isPresent() ? OptionalLong.of(lag.get().objects()) : OptionalLong.empty();
        }

        @Override
        public Duration lagAge() {
            return replication.lagAge();
        }

        @Override
        public long replicatedBytes() {
            return report.bytes();
        }

        @Override
        public long replicatedObjects() {
            return report.objects();
        }

        @Override
        public long failures() {
            return report.failures();
        }

        @Override
        public Optional<Instant> lastSuccess() {
            return report.lastSuccess();
        }
    }
}
