package io.pgcairn.daemon.basebackup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the walk found and no worker took yet; bounded, and halted by whoever fails first. Safe for several threads. */
final class WorkQueue {
    private final int capacity;
    private final Queue<SourceEntry> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isEnded;
    private boolean isHalted;

    /** The other side failed; its error is the one to tell. */
    static final class HaltedException extends IOException {
        private static final long serialVersionUID = 1L;

        HaltedException() {
            super("the backup failed elsewhere");
        }
    }

    WorkQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an entry; false if there was no room for so long. */
    boolean put(SourceEntry entry, Duration patience) throws HaltedException, InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (waiting.size() >= capacity && !isHalted) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            requireRunning();
            waiting.add(entry);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that there are no more entries. */
    void end() {
        lock.lock();
        try {
            isEnded = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets every put and take fail from now on. */
    void halt() {
        lock.lock();
        try {
            isHalted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next entry; empty after the last. */
    Optional<SourceEntry> take() throws HaltedException, InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !isEnded && !isHalted) {
                changed.await();
            }
            requireRunning();
            Optional<SourceEntry> next = Optional.ofNullable(waiting.poll());
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void requireRunning() throws HaltedException {
        if (isHalted) {
            throw new HaltedException();
        }
    }
}
