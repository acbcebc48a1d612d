package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.http.WalDesk;
import io.pgcairn.daemon.job.ClusterJobs;
import io.pgcairn.daemon.job.DrillHost;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.trail.Trail;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clusters that the daemon serves, by name. Requests see them by several threads; one thread changes them. */
final class RunningClusters implements ClusterDesk.Directory, AutoCloseable {
    private final Clusters clusters;
    private final DrillHost host;
    private final Metrics metrics;
    private final Clock clock;
    private final SecureRandom random;
    private final Farewell farewell;

    // Replaced as a whole, so that requests see all of a change or nothing of it.
    private volatile Map<String, Running> running = Map.of();

    // The names of those that were served once; some may be served again.
    private volatile Set<String> removed = Set.of();
    private volatile boolean isStopping;

    /**
     * A cluster and what it was made of.
     *
     * @param meters its own, which enter and retire with it
     */
    private record Running(ClusterSource source, ClusterDaemon daemon, Metrics meters) {}

    /** A cluster whose stores are open. */
    private record Opened(OpenedCluster parts, Metrics meters) {}

    RunningClusters(Clusters clusters, DrillHost host, Metrics metrics, Clock clock, SecureRandom random) {
        this(clusters, host, metrics, clock, random, new Farewell());
    }

    RunningClusters(
            Clusters clusters, DrillHost host, Metrics metrics, Clock clock, SecureRandom random, Farewell farewell) {
        this.farewell = farewell;
        this.clusters = clusters;
        this.host = host;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** Opens every cluster; none is started yet. */
    void open(Configuration configuration) throws CairnException {
        Map<String, Running> all = made(configuration, opened(configuration));
        all.forEach((name, each) -> each.meters().enter(name));
        running = Collections.unmodifiableMap(all);
    }

    void start() {
        daemons().forEach(ClusterDaemon::start);
    }

    /**
     * Makes what runs be what is configured: opens all that is new or changed, and only when all of that could be
     * opened stops what is gone or changed and starts the new. What did not change is not touched. What takes the
     * place of one that does not stop in time is started as soon as that has stopped.
     *
     * @param hurry whether the process is to end: stops are not waited for then, and nothing is started
     * @throws CairnException something could not be opened; nothing has changed
     */
    ClusterChanges change(Configuration next, BooleanSupplier hurry) throws CairnException, InterruptedException {
        Map<String, Running> before = running;
        Map<ClusterSource, Opened> fresh = opened(next);
        ClusterChanges changes = changes(next, before, fresh.keySet());
        Map<String, Running> made = made(next, fresh);
        // Nothing fails from here on.
        // In the order of the configuration, and at once: a restore that asks meanwhile finds its cluster.
        Map<String, Running> after = new LinkedHashMap<>();
        for (ClusterConfig cluster : next.clusters()) {
            String name = cluster.name();
            Optional.ofNullable(made.get(name))
                    .or(() -> Optional.ofNullable(before.get(name)))
                    .ifPresent(now -> after.put(name, now));
        }
        List<Running> leaving = before.values().stream()
                .filter(each -> !after.containsValue(each))
                .toList();
        leaving.forEach(each -> each.meters().retire(each.daemon().name()));
        made.forEach((name, each) -> each.meters().enter(name));
        // First: who does not find a cluster any more is to learn that it was here.
        removed = Stream.concat(removed.stream(), before.keySet().stream())
                .filter(name -> !after.containsKey(name))
                .collect(Collectors.toUnmodifiableSet());
        running = Collections.unmodifiableMap(after);
        leaving.forEach(each -> begin(each.daemon()));
        farewell.await(hurry);
        if (!hurry.getAsBoolean()) {
            made.forEach((name, each) -> startAfter(farewell.stopping(name), each.daemon()));
        }
        return changes;
    }

    private void begin(ClusterDaemon daemon) {
        farewell.begin(daemon.name(), daemon::stop);
    }

    /** Two that write the same cluster's archive and stream from the same slot are never at it at once. */
    private static void startAfter(List<Thread> before, ClusterDaemon daemon) {
        if (before.isEmpty()) {
            daemon.start();
            return;
        }
        Thread.ofVirtual()
                .name("start-" + daemon.name())
                .start(Trail.cluster(daemon.name()).around(() -> {
                    try {
                        for (Thread each : before) {
                            each.join();
                        }
                        daemon.start();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    private static ClusterChanges changes(
            Configuration next, Map<String, Running> before, Collection<ClusterSource> fresh) {
        List<String> opened =
                fresh.stream().map(source -> source.config().name()).toList();
        List<String> names = next.clusters().stream().map(ClusterConfig::name).toList();
        return new ClusterChanges(
                opened.stream().filter(name -> !before.containsKey(name)).toList(),
                opened.stream().filter(before::containsKey).toList(),
                before.keySet().stream().filter(name -> !names.contains(name)).toList(),
                names.stream().filter(name -> !opened.contains(name)).toList());
    }

    /** Made of what was opened, and seen by nobody yet: all, or nothing and an error. */
    private Map<String, Running> made(Configuration configuration, Map<ClusterSource, Opened> opened) {
        Map<String, Running> made = new LinkedHashMap<>();
        try {
            opened.forEach((source, each) -> made.put(source.config().name(), made(configuration, source, each)));
            return made;
        } catch (RuntimeException e) {
            opened.values().forEach(each -> each.parts().close());
            throw e;
        }
    }

    private Running made(Configuration configuration, ClusterSource source, Opened opened) {
        // Threads that are made ready now carry the cluster on.
        try (Trail.Step _ = Trail.cluster(source.config().name()).enter()) {
            ClusterJobs.Shared shared =
                    new ClusterJobs.Shared(configuration, host, OwnProcess.find(random), clock, random);
            ClusterDaemon daemon = new ClusterDaemon(opened.parts(), shared, opened.meters());
            return new Running(source, daemon, opened.meters());
        }
    }

    /** What does not run as it is configured, opened: all, or nothing and an error. */
    private Map<ClusterSource, Opened> opened(Configuration configuration) throws CairnException {
        Map<String, Running> now = running;
        Map<ClusterSource, Opened> opened = new LinkedHashMap<>();
        try {
            for (ClusterConfig cluster : configuration.clusters()) {
                ClusterSource source = ClusterSource.of(configuration, cluster);
                Running same = now.get(cluster.name());
                if (same == null || !same.source().equals(source)) {
                    opened.put(source, open(configuration, cluster));
                }
            }
            return opened;
        } catch (CairnException | RuntimeException e) {
            opened.values().forEach(each -> each.parts().close());
            throw e;
        }
    }

    private Opened open(Configuration configuration, ClusterConfig cluster) throws CairnException {
        try (Trail.Step _ = Trail.cluster(cluster.name()).enter()) {
            Metrics meters = metrics.staged();
            return new Opened(clusters.open(configuration, cluster, TierMetrics.of(meters, cluster.name())), meters);
        }
    }

    /** Each of them, for those who look at all; none from when they are told to stop. */
    Collection<ClusterDaemon> daemons() {
        return isStopping
                ? List.of()
                : running.values().stream().map(Running::daemon).toList();
    }

    @Override
    public Optional<ClusterDesk.Parting> parting(String cluster) {
        if (running.containsKey(cluster)) {
            return isStopping ? Optional.of(ClusterDesk.Parting.STOPPING) : Optional.empty();
        }
        return removed.contains(cluster) ? Optional.of(ClusterDesk.Parting.REMOVED) : Optional.empty();
    }

    @Override
    public Map<String, ClusterDesk> clusters() {
        Map<String, ClusterDesk> desks = new LinkedHashMap<>();
        running.forEach(
                (name, each) -> desks.put(name, lasting(name, each.daemon().desk())));
        return desks;
    }

    private ClusterDesk lasting(String name, ClusterDesk desk) {
        WalDesk wal = new SucceedingWal(
                desk.wal(),
                () -> Optional.ofNullable(running.get(name))
                        .map(now -> now.daemon().desk().wal()));
        return new ClusterDesk(wal, desk.backups(), desk.dumps(), desk.drills(), desk.view());
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Stops all, and waits for them and for those that a change left behind, as long as the bound allows. Requests go
     * on seeing them: a restore gets what can be had still, and is to ask again for the rest.
     */
    void stop() {
        if (isStopping) {
            // Its time is over: what is left behind is not waited for again.
            return;
        }
        Collection<ClusterDaemon> last = daemons();
        isStopping = true;
        last.forEach(this::begin);
        try {
            farewell.awaitLast();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
