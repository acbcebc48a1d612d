package io.pgcairn.daemon.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when somebody sleeps, or, held, only when the test says so. */
final class FakeWalTime implements WalTime {
    private static final Duration LONG = Duration.ofHours(1);

    private final boolean isHeld;
    private long nanos;
    private final List<Duration> slept = new ArrayList<>();

    private FakeWalTime(boolean isHeld) {
        this.isHeld = isHeld;
    }

    /** Whoever sleeps wakes at once, and that much time has passed; who sleeps for hours is left asleep. */
    static FakeWalTime rushing() {
        return new FakeWalTime(false);
    }

    /** Whoever sleeps waits for {@link #pass}. */
    static FakeWalTime held() {
        return new FakeWalTime(true);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration pause) throws InterruptedException {
        boolean isLong = !isHeld && pause.compareTo(LONG) > 0;
        if (!isLong) {
            slept.add(pause);
        }
        long until = nanos + pause.toNanos();
        while ((isHeld || isLong) && nanos < until) {
            wait();
        }
        nanos = Math.max(nanos, until);
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
        notifyAll();
    }

    synchronized List<Duration> slept() {
        return List.copyOf(slept);
    }
}
