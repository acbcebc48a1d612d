package io.pgcairn.storage.local;

import io.pgcairn.storage.StoreTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One piece of disk work, its deadline, and who decides whether it still may publish: its worker or its caller. */
final class DiskCall {
    private enum State {
        RUNNING,
        PUBLISHING,
        ABANDONED
    }

    private final String what;
    private final String location;
    private final Duration timeout;
    private final long startNanos = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    DiskCall(String what, String location, Duration timeout) {
        this.what = what;
        this.location = location;
        this.timeout = timeout;
    }

    String what() {
        return what;
    }

    /** Fails when the caller waits no more. */
    void check() throws StoreTimeoutException {
        if (nanosLeft() <= 0 || state.get() == State.ABANDONED) {
            throw timedOut();
        }
    }

    /** The worker's last check, after which the caller cannot give up without knowing the outcome. */
    void claimPublication() throws StoreTimeoutException {
        if (nanosLeft() <= 0 || !state.compareAndSet(State.RUNNING, State.PUBLISHING)) {
            throw timedOut();
        }
    }

    /** The caller gives up; false if the work is being published already. */
    boolean abandon() {
        return state.compareAndSet(State.RUNNING, State.ABANDONED);
    }

    long nanosLeft() {
        return nanos(timeout) - (System.nanoTime() - startNanos);
    }

    StoreTimeoutException timedOut() {
        String doubt = state.get() == State.PUBLISHING ? "; it is not known whether the object was published" : "";
        return new StoreTimeoutException(
                what + " in " + location + " did not end within " + timeout + doubt,
                "look for a hanging disk or mount, or raise the store's timeout",
                null);
    }

    private static long nanos(Duration timeout) {
        return timeout.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : timeout.toNanos();
    }
}
