package io.pgcairn.storage.contract;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A script that holds every such step until it is released: a store that hangs. */
public final class HeldStep implements FaultScript {
    private final StoreStep held;
    private final Predicate<String> keys;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    public HeldStep(StoreStep held, Predicate<String> keys) {
        this.held = held;
        this.keys = keys;
    }

    @Override
    public void before(StoreStep step, String key) throws StoreException {
        if (step != held || !keys.test(key)) {
            return;
        }
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while " + step + " of " + key + " was held", "", e);
        }
    }

    /** Waits until a thread is held. */
    public boolean awaitReached(Duration timeout) throws InterruptedException {
        return reached.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets go of all held threads; holds none any more. */
    public void release() {
        released.countDown();
    }
}
