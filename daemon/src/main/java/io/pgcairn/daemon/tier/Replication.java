package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.trail.Trail;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps one tier in step with another: WAL on one thread and backups on another, so that a backlog of backups never
 * delays WAL. Objects are copied as they are stored; nothing is remembered but what the two listings say. Safe for use
 * by several threads.
 */
public final class Replication implements StoredListener {
    private final ArchiveNames names;
    private final WalLane wal;
    private final BackupLane backups;
    private final LaneRunner walRunner;
    private final LaneRunner backupRunner;
    private final List<Thread> threads;

    /**
     * Prepares to copy; {@link #start()} begins.
     *
     * @param source copied from, and listed for what there is
     * @param target copied to
     * @param others asked for objects that the source does not give, in this order
     * @param wanted what the target is to hold
     * @param random safe for use by several threads
     */
    public Replication(
            ClusterName cluster,
            ObjectStore source,
            ObjectStore target,
            List<ObjectReader> others,
            WantedObjects wanted,
            ReplicationSettings settings,
            ReplicationListener listener,
            InstantSource clock,
            RandomGenerator random) {
        this.names = new ArchiveNames(cluster);
        List<ObjectReader> readers = new ArrayList<>(List.of(source));
        readers.addAll(others);
        TierPair tiers = new TierPair(names, source, target, new Copier(readers, target), wanted, listener, clock);
        this.wal = new WalLane(tiers, settings);
        this.backups = new BackupLane(tiers, settings, this::seekWal);
        this.backupRunner = new LaneRunner(backups, settings, tiers, random, () -> {});
        this.walRunner = new LaneRunner(wal, settings, tiers, random, this::walPassed);
        Trail trail = Trail.here();
        this.threads = List.of(
                Thread.ofVirtual().name("replicate-wal-" + cluster).unstarted(trail.around(walRunner)),
                Thread.ofVirtual().name("replicate-backups-" + cluster).unstarted(trail.around(backupRunner)));
    }

    /** Begins; once. */
    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void stored(ObjectKey key, long bytes) {
        ArchiveName name = names.parse(key);
        if (wal.stored(name, bytes)) {
            walRunner.nudge();
        } else if (backups.stored(name, bytes)) {
            backupRunner.nudge();
        }
    }

    private boolean seekWal(LineageId lineage, String from) {
        boolean isPassed = wal.seek(lineage, from);
        if (isPassed) {
            walRunner.nudge();
        }
        return isPassed;
    }

    /** Compares the names of all backups now: the target may want others than it did, by another plan or a hold. */
    public void compareBackups() {
        backups.compare();
        backupRunner.nudge();
    }

    private void walPassed() {
        if (backups.walArrived()) {
            backupRunner.nudge();
        }
    }

    /** What the target lacks; empty while that is not known, since one of the two has not been listed yet. */
    public Optional<Lag> lag() {
        Optional<Lag> ofBackups = backups.backlog().lag();
        return wal.backlog().lag().flatMap(lag -> ofBackups.map(lag::plus));
    }

    /** The age of the oldest object that the target lacks; while that is not known, for how long it has not been. */
    public Duration lagAge() {
        Duration ofWal = wal.backlog().age();
        Duration ofBackups = backups.backlog().age();
        return ofWal.compareTo(ofBackups) > 0 ? ofWal : ofBackups;
    }

    /** Begins to end and does not wait: several end together. */
    public void interrupt() {
        walRunner.stop();
        backupRunner.stop();
        threads.forEach(Thread::interrupt);
    }

    /** Ends within the patience; what is on its way does not appear, and is found again. */
    public void stop(Duration patience) {
        interrupt();
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
