package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.trail.Trail;
import java.time.Clock;
import java.util.List;

/** What looks at one cluster now and then for nothing but its metrics and alarms. */
final class Watches {
    private final List<Thread> threads;

    Watches(OpenedCluster cluster, Metrics metrics, Clock clock) {
        String name = cluster.config().name();
        SlotWatch slot = new SlotWatch(
                new ServerQueries(cluster.connector()),
                cluster.config().postgres().slot(),
                clock);
        KeyWatch keys = new KeyWatch(name, cluster.keys(), clock);
        metrics.slot(name, slot);
        metrics.keys(name, keys);
        this.threads = List.of(
                Thread.ofVirtual().name("slot-" + name).unstarted(Trail.here().around(slot)),
                Thread.ofVirtual().name("keys-" + name).unstarted(Trail.here().around(keys)));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop() {
        threads.forEach(Thread::interrupt);
    }
}
