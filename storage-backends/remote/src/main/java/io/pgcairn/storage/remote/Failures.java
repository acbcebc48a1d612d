package io.pgcairn.storage.remote;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;

/** Tells more about a failure and keeps its type, by which callers judge it. */
final class Failures {
    private Failures() {}

    static StoreException after(int tries, Call call, StoreException e) {
        return retold(call + " failed after " + tries + " tries: " + e.getMessage(), e);
    }

    /** What a call ends in because of something that failed behind its back. */
    static StoreException earlier(Call call, Throwable cause) {
        return switch (cause) {
            case StoreException e -> retold(call + " ended since a part failed: " + e.getMessage(), e);
            case Error e -> throw e;
            default -> call.unavailable(" ended since a part failed: " + cause, cause);
        };
    }

    private static StoreException retold(String message, StoreException e) {
        return switch (e) {
            case StoreTimeoutException _ -> new StoreTimeoutException(message, e.hint(), e);
            case StoreUnavailableException _ -> new StoreUnavailableException(message, e.hint(), e);
            case TruncatedObjectException _ -> new TruncatedObjectException(message, e.hint(), e);
            case ObjectLockedException _ -> new ObjectLockedException(message, e.hint(), e);
            case StoreForbiddenException _ -> new StoreForbiddenException(message, e.hint(), e);
            case StoreFullException _ -> new StoreFullException(message, e.hint(), e);
            case ObjectMissingException _ -> new ObjectMissingException(message, e.hint(), e);
            case ObjectExistsException _ -> new ObjectExistsException(message, e.hint(), e);
            case InvalidStoreSettingsException _ -> new InvalidStoreSettingsException(message, e.hint(), e);
        };
    }
}
