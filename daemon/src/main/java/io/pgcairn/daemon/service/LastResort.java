package io.pgcairn.daemon.service;

import io.pgcairn.daemon.fault.Fault;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what no thread has caught. After an {@link Error}, such as memory that cannot be had, the process ends at
 * once and its supervisor starts it anew: a daemon that limps on without one of its threads looks alive and stores
 * nothing. What was not acknowledged is still in the slot.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

    private final IntConsumer halt;

    /** @param halt ends the process with an exit code, without waiting for anything */
    LastResort(IntConsumer halt) {
        this.halt = halt;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        try {
            LOG.error("thread {} met a defect of pgcairn", thread.getName(), thrown);
        } finally {
            if (thrown instanceof Error) {
                halt.accept(Fault.INTERNAL.exitCode());
            }
        }
    }
}
