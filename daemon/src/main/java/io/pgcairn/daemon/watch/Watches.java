package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.daemon.upkeep.TierHolding;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What looks at one cluster now and then: at its slot, its keys and what its tiers hold. Out of that come metrics,
 * alarms, and the moments that can be restored. Safe for use by several threads.
 */
public final class Watches {
    private final ArchiveWatch archive;
    private final SlotWatch slot;
    private final Alarms alarms;
    private final List<Thread> threads;

    /**
     * Starts nothing.
     *
     * @param metrics of this cluster, which get what is seen
     * @param report knows when WAL became durable
     * @param listed is told what the first tier holds, each time it is looked at
     */
    public Watches(
            OpenedCluster cluster,
            Metrics metrics,
            IntakeReport report,
            Clock clock,
            Consumer<List<TierHolding>> listed) {
        String name = cluster.config().name();
        this.slot = new SlotWatch(
                new ServerQueries(cluster.connector()),
                cluster.config().postgres().slot(),
                clock);
        KeyWatch keys = new KeyWatch(name, cluster.keys(), clock);
        metrics.slot(name, slot);
        metrics.keys(name, keys);
        this.archive = new ArchiveWatch(cluster, metrics, report::lastDurable, clock, listed);
        this.alarms = new Alarms(() -> metrics.readings(name));
        this.threads =
                List.of(thread("slot-" + name, slot), thread("keys-" + name, keys), thread("archive-" + name, archive));
    }

    /** No virtual one: before Java 25.0.4 those may wait for ever (JDK-8373120), and nobody would hear of trouble. */
    private static Thread thread(String name, Runnable watch) {
        return Thread.ofPlatform().daemon().name(name).unstarted(Trail.here().around(watch));
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Stores are closed behind it: what fails from now on is not told. */
    public void stop() {
        archive.stop();
        threads.forEach(Thread::interrupt);
    }

    /** What reads the tiers; it ends soon after their stores were closed. */
    public Thread reader() {
        return threads.getLast();
    }

    /** WAL streams in from now on, over a slot that was lost or missing before, perhaps. */
    public void streaming() {
        slot.changed();
    }

    /** A backup is good from now on. */
    public void taken(BackupRecord backup) {
        archive.taken(ClusterStatus.Backup.of(backup));
    }

    /** Something came to a tier, or went from it, that changes what can be restored from there. */
    public void changed(String tier) {
        archive.changed(tier);
    }

    /**
     * What each tier held when it was looked at, the first one first.
     *
     * @param lagBytes what a tier lacks that the first one has
     */
    public List<ClusterStatus.Tier> tiers(Function<String, OptionalLong> lagBytes) {
        return archive.tiers(lagBytes);
    }

    /** What an operator is to look at now, the gravest first. */
    public List<ClusterStatus.Alarm> alarms() {
        return alarms.now();
    }
}
