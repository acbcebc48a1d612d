package io.pgcairn.storage.contract.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, for as long as a loaded machine may need. */
final class Wait {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 5_000_000;

    private Wait() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not come to be");
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
