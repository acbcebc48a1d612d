package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.pipeline.ReadListener;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Mends objects that a reader found damaged or missing on one tier, one after the other on a thread of its own. What
 * does not fit in the queue is found again by the next who reads it.
 */
public final class RepairQueue implements ReadListener, Runnable {
    private static final int MOST = 256;

    private final ObjectRepair repair;
    private final Listener listener;
    private final BlockingQueue<Damage> queue = new ArrayBlockingQueue<>(MOST);

    /** What was tried and not mended, so that each read does not try again. Guarded by itself. */
    private final Set<Damage> given = new LinkedHashSet<>();

    private record Damage(ObjectKey key, String tier) {}

    /** Hears how repairs end, on the queue's thread. */
    public interface Listener {
        /** A repair ended. */
        void repaired(ObjectKey key, String tier, ObjectRepair.Outcome outcome);
    }

    public RepairQueue(ObjectRepair repair, Listener listener) {
        this.repair = repair;
        this.listener = listener;
    }

    @Override
    public void unreadable(ObjectKey key, String tier, IOException cause) {
        Damage damage = new Damage(key, tier);
        synchronized (given) {
            if (!ObjectRepair.isDamage(cause) || given.size() >= MOST || !given.add(damage)) {
                return;
            }
        }
        if (!queue.offer(damage)) {
            forget(damage);
        }
    }

    private void forget(Damage damage) {
        synchronized (given) {
            given.remove(damage);
        }
    }

    /** Mends until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                mend(queue.take());
            }
        } catch (InterruptedException e) {
            // The daemon stops.
            Thread.currentThread().interrupt();
        }
    }

    private void mend(Damage damage) {
        ObjectRepair.Outcome outcome;
        try {
            outcome = repair.mend(damage.tier(), damage.key());
        } catch (RuntimeException e) {
            // One repair that goes wrong does not end all later ones.
            outcome = new ObjectRepair.Outcome.Failed(new IOException(e.toString(), e));
        }
        if (!(outcome instanceof ObjectRepair.Outcome.Failed)) {
            forget(damage);
        }
        listener.repaired(damage.key(), damage.tier(), outcome);
    }
}
