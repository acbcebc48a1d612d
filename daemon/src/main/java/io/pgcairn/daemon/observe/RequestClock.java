package io.pgcairn.daemon.observe;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.time.Duration;

/** Times one request and reports it once, however it ends. Used by one thread at a time. */
final class RequestClock {
    static final String OK = "ok";
    static final String ABANDONED = "abandoned";

    private final String op;
    private final StoreObserver observer;
    private final long startNanos = System.nanoTime();
    private boolean reported;

    RequestClock(String op, StoreObserver observer) {
        this.op = op;
        this.observer = observer;
    }

    /** The request ended well, or in another way that has a name. */
    void end(String outcome) {
        if (!reported) {
            reported = true;
            observer.requested(op, outcome, Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    /** The request failed; hands the failure back to be thrown. */
    <E extends IOException> E failed(E failure) {
        end(failure instanceof StoreException known ? outcome(known) : "failed");
        return failure;
    }

    /** The kind of a failure in one word. */
    static String outcome(StoreException failure) {
        return switch (failure) {
            case ObjectMissingException _ -> "missing";
            case ObjectExistsException _ -> "exists";
            case StoreForbiddenException _ -> "forbidden";
            case StoreFullException _ -> "full";
            case StoreTimeoutException _ -> "timeout";
            case StoreUnavailableException _ -> "unavailable";
            case TruncatedObjectException _ -> "truncated";
            case InvalidStoreSettingsException _ -> "invalid";
        };
    }
}
