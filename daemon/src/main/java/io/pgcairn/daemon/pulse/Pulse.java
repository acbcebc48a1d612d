package io.pgcairn.daemon.pulse;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One loop's sign of life. Given by the loop's thread, looked at by any. */
public final class Pulse implements AutoCloseable {
    private final String loop;
    private final LongSupplier nanoTime;
    private final Consumer<Pulse> closed;
    private volatile Promise promise = Promise.NONE;

    /** The next sign comes at most this long after that moment. */
    private record Promise(long given, long nanos) {
        private static final Promise NONE = new Promise(0, Long.MAX_VALUE);
    }

    Pulse(String loop, LongSupplier nanoTime, Consumer<Pulse> closed) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.closed = closed;
    }

    /** I live, and give another sign within this time. */
    public void within(Duration bound) {
        promise = new Promise(nanoTime.getAsLong(), bound.toNanos());
    }

    /** I live; when the next sign comes depends on others, who are looked at by themselves or have no bound. */
    public void rest() {
        promise = Promise.NONE;
    }

    /** The loop has come to its proper end. A loop that dies is not closed, so that it is missed. */
    @Override
    public void close() {
        closed.accept(this);
    }

    String loop() {
        return loop;
    }

    boolean isLate() {
        Promise last = promise;
        return last.nanos() != Long.MAX_VALUE && nanoTime.getAsLong() - last.given() > last.nanos();
    }
}
