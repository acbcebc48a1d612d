package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.util.concurrent.CountDownLatch;

/** What happens to one request of a scripted store. */
@FunctionalInterface
interface Step {
    /** Does what the store does, at most once. */
    @FunctionalInterface
    interface Effect {
        void happen() throws StoreException;
    }

    void around(Effect effect) throws StoreException;

    Step PASS = Effect::happen;

    static Step failBefore(StoreException e) {
        return effect -> {
            throw e;
        };
    }

    /** The reply gets lost. */
    static Step failAfter(StoreException e) {
        return effect -> {
            effect.happen();
            throw e;
        };
    }

    static Step crash(RuntimeException e) {
        return effect -> {
            throw e;
        };
    }

    /** Hangs until it is interrupted; nothing happens. */
    static Step hang() {
        return effect -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw unavailable("interrupted");
            }
        };
    }

    /** Hangs, deaf to interrupts, until the latch is opened, and then does its work although nobody waits for it. */
    static Step late(CountDownLatch latch) {
        return effect -> {
            awaitDeaf(latch);
            effect.happen();
        };
    }

    static StoreUnavailableException unavailable(String why) {
        return new StoreUnavailableException(why, "", null);
    }

    static void awaitDeaf(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // deaf
            }
        }
    }
}
