package io.pgcairn.storage.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is done again and again in the background from its first use on, never twice at once. */
final class Periodic implements AutoCloseable {
    private final Duration period;
    private final Pause pause;
    private final Thread thread;
    private final AtomicBoolean isBegun = new AtomicBoolean();
    private volatile boolean isClosed;

    /** @param work throws nothing */
    Periodic(String name, Duration period, Pause pause, Runnable work) {
        this.period = period;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> repeat(work));
    }

    /** Begins, the first time; does nothing afterwards. */
    void begin() {
        if (!isClosed && isBegun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** Begins no further time, and interrupts what is done just now. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
    }

    private void repeat(Runnable work) {
        try {
            while (!isClosed) {
                work.run();
                pause.take(period);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }
}
