package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.TierMetrics;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.ClusterDesk;
import io.pgcairn.daemon.observe.Metrics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clusters that the daemon serves, by name. Requests see them by several threads; one thread changes them. */
final class RunningClusters implements ClusterDesk.Directory, AutoCloseable {
    /** Well below the minute and a half that systemd grants. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Clusters clusters;
    private final Metrics metrics;
    private final Clock clock;
    private final SecureRandom random;

    // Replaced as a whole, so that requests see all of a change or nothing of it.
    private volatile Map<String, ClusterDaemon> running = Map.of();

    RunningClusters(Clusters clusters, Metrics metrics, Clock clock, SecureRandom random) {
        this.clusters = clusters;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** Opens every cluster; none is started yet. */
    void open(Configuration configuration) throws CairnException {
        Map<String, ClusterDaemon> opened = new LinkedHashMap<>();
        for (ClusterConfig cluster : configuration.clusters()) {
            OpenedCluster parts = clusters.open(configuration, cluster, TierMetrics.of(metrics));
            opened.put(cluster.name(), new ClusterDaemon(parts, metrics, clock, random));
        }
        running = Collections.unmodifiableMap(opened);
    }

    void start() {
        running.values().forEach(ClusterDaemon::start);
    }

    @Override
    public Map<String, ClusterDesk> clusters() {
        Map<String, ClusterDesk> desks = new LinkedHashMap<>();
        running.forEach((name, daemon) -> desks.put(name, daemon.desk()));
        return desks;
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops all at once: one cluster whose store hangs does not take the others' time. */
    void stop() {
        Map<String, ClusterDaemon> last = running;
        running = Map.of();
        List<Thread> stopping = new ArrayList<>();
        for (ClusterDaemon daemon : last.values()) {
            stopping.add(Thread.ofVirtual().start(() -> daemon.stop(STOP_PATIENCE)));
        }
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
