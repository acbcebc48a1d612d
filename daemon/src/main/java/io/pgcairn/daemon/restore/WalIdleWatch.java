package io.pgcairn.daemon.restore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does something once when nothing has happened for a while. Holds a thread only until then. */
final class WalIdleWatch implements AutoCloseable {
    private final WalTime time;
    private final Duration idle;
    private final Runnable whenIdle;

    // Guarded by this.
    private long lastNanos;
    private @Nullable Thread watcher;
    private boolean isClosed;

    WalIdleWatch(WalTime time, Duration idle, Runnable whenIdle) {
        this.time = time;
        this.idle = idle;
        this.whenIdle = whenIdle;
    }

    /** Something happened. */
    synchronized void touch() {
        lastNanos = time.nanos();
        if (watcher == null && !isClosed) {
            watcher = Thread.ofVirtual().name("wal-idle").start(this::watch);
        }
    }

    private void watch() {
        try {
            for (Duration left = left(); !left.isZero(); left = left()) {
                time.sleep(left);
            }
            whenIdle.run();
        } catch (InterruptedException e) {
            // Closed: nothing is left to do.
        }
    }

    /** How long until it has been idle long enough; zero ends the watch. */
    private synchronized Duration left() {
        Duration left = idle.minusNanos(time.nanos() - lastNanos);
        if (left.isPositive()) {
            return left;
        }
        watcher = null;
        return Duration.ZERO;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (watcher != null) {
            watcher.interrupt();
        }
    }
}
