package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one upload that are put while the next one is gathered. A part goes into the background only if the
 * store's uploads together have few enough there; otherwise its writer puts it. So nobody waits for a buffer that
 * somebody else holds while waiting, and memory has a bound.
 */
final class PartsOnTheirWay {
    private final int parallel;
    private final Semaphore background;
    private final Supplier<Call> calls;

    // Guarded by this.
    private final Set<Thread> threads = new HashSet<>();
    private int onTheirWay;
    private @Nullable Throwable firstFailure;

    /**
     * @param parallel how many parts of this upload may be on their way at once
     * @param background how many parts of all uploads may be in the background
     * @param calls begins a call for a part in the background
     */
    PartsOnTheirWay(int parallel, Semaphore background, Supplier<Call> calls) {
        this.calls = calls;
        this.parallel = parallel;
        this.background = background;
    }

    /** Puts one part. */
    @FunctionalInterface
    interface Putting {
        void put(Call call) throws StoreException;
    }

    /** Waits until one more part may be on its way; fails as an earlier one did. */
    void awaitRoom(Call call) throws StoreException {
        awaitFewer(call, parallel);
    }

    /** Puts a part, now or in the background. */
    void put(Call call, Putting putting) throws StoreException {
        if (background.tryAcquire()) {
            begin(putting);
        } else {
            putting.put(call);
        }
    }

    /** Fails as a part in the background did. */
    synchronized void check(Call call) throws StoreException {
        if (firstFailure != null) {
            throw Failures.earlier(call, firstFailure);
        }
    }

    /** Waits until all parts are put; fails as one of them did. */
    void awaitAll(Call call) throws StoreException {
        awaitFewer(call, 1);
    }

    /** Gives up what is on its way and waits for it to end, but not for long. */
    void giveUp(long patienceNanos) {
        long end = System.nanoTime() + patienceNanos;
        boolean wasInterrupted = false;
        synchronized (this) {
            threads.forEach(Thread::interrupt);
            while (onTheirWay > 0 && end - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Parts end by themselves, each by the deadline of its own call; the time until then is not the writer's. */
    private synchronized void awaitFewer(Call call, int limit) throws StoreException {
        long begin = System.nanoTime();
        try {
            while (firstFailure == null && onTheirWay >= limit) {
                wait();
            }
            call.lengthen(System.nanoTime() - begin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.interrupted(e);
        }
        check(call);
    }

    private synchronized void begin(Putting putting) {
        onTheirWay++;
        Thread thread = Thread.ofVirtual().name("pgcairn-part").unstarted(() -> run(putting));
        threads.add(thread);
        boolean isStarted = false;
        try {
            thread.start();
            isStarted = true;
        } finally {
            if (!isStarted) { // no thread could be had
                threads.remove(thread);
                onTheirWay--;
                background.release();
            }
        }
    }

    private void run(Putting putting) {
        @Nullable Throwable failure = null;
        try {
            putting.put(calls.get());
        } catch (StoreException | RuntimeException | Error e) {
            failure = e; // the next write or the commit throws it
        } finally {
            background.release();
            ended(failure);
        }
    }

    private synchronized void ended(@Nullable Throwable failure) {
        if (firstFailure == null) {
            firstFailure = failure;
        }
        threads.remove(Thread.currentThread());
        onTheirWay--;
        notifyAll();
    }
}
