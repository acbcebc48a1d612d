package io.pgcairn.daemon.watch;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Asks for a look at tiers before its time; who asks twice gets one. Safe for use by several threads. */
final class LookDemand {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition demanded = lock.newCondition();

    // Guarded by the lock.
    private boolean first;
    private boolean all;

    /** @param firstOnly whether a look at the tier that is read first is enough */
    void demand(boolean firstOnly) {
        lock.lock();
        try {
            first |= firstOnly;
            all |= !firstOnly;
            demanded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits.
     *
     * @param until a time of {@link System#nanoTime()}, at which all are looked at in any case
     * @return true if the first is to be looked at, false if all are
     */
    boolean await(long until) throws InterruptedException {
        lock.lock();
        try {
            while (!first && !all) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    all = true;
                } else {
                    demanded.awaitNanos(left);
                }
            }
            boolean isAll = all;
            first = false;
            all = false;
            return !isAll;
        } finally {
            lock.unlock();
        }
    }
}
