package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One call on the store and its deadline, whatever number of requests it takes. Safe for use by several threads. */
final class Call {
    private static final String HINT = "look at the network and the load of the store, or raise the store's timeout";
    private static final Duration LONGEST = Duration.ofDays(365);

    private final String what;
    private final String location;
    private final Duration timeout;
    private final long startNanos = System.nanoTime();
    private final AtomicLong spareNanos = new AtomicLong();

    /** @param what for messages: {@code reading object a/b} */
    Call(String what, String location, Duration timeout) {
        this.what = what;
        this.location = location;
        this.timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /** Zero or less once the call is out of time. */
    long nanosLeft() {
        return timeout.toNanos() + spareNanos.get() - (System.nanoTime() - startNanos);
    }

    /** Time that does not count, since bytes were moving in it. */
    void lengthen(long nanos) {
        spareNanos.addAndGet(nanos);
    }

    void check() throws StoreTimeoutException {
        if (nanosLeft() <= 0) {
            throw timedOut("");
        }
    }

    /** @param how more about it, beginning with a separator; may be empty */
    StoreTimeoutException timedOut(String how) {
        return new StoreTimeoutException(this + " did not end within " + timeout + how, HINT, null);
    }

    /** One of the call's requests took too long; there may be time for another. */
    StoreTimeoutException requestTimedOut(Duration attempt) {
        return new StoreTimeoutException(this + " met no answer within " + attempt, HINT, null);
    }

    StoreUnavailableException unavailable(String how, @Nullable Throwable cause) {
        return new StoreUnavailableException(this + how, "", cause);
    }

    StoreUnavailableException interrupted(@Nullable Throwable cause) {
        return unavailable(" was interrupted", cause);
    }

    StoreUnavailableException closed() {
        return unavailable(" ended since the store was closed", null);
    }

    @Override
    public String toString() {
        return what + " in " + location;
    }
}
