package io.pgcairn.storage.s3;

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

/**
 * What a failure means.
 *
 * @param kind which of the contract's errors it is
 * @param hint what an operator should do
 */
record Verdict(Kind kind, String hint) {
    /** The contract's errors. */
    enum Kind {
        MISSING,
        EXISTS,
        FORBIDDEN,
        LOCKED,
        UNAVAILABLE,
        TIMEOUT,
        FULL,
        TRUNCATED,
        INVALID
    }

    StoreException exception(String message, Throwable cause) {
        return switch (kind) {
            case MISSING -> new ObjectMissingException(message, hint, cause);
            case EXISTS -> new ObjectExistsException(message, hint, cause);
            case LOCKED -> new ObjectLockedException(message, hint, cause);
            case FORBIDDEN -> new StoreForbiddenException(message, hint, cause);
            case UNAVAILABLE -> new StoreUnavailableException(message, hint, cause);
            case TIMEOUT -> new StoreTimeoutException(message, hint, cause);
            case FULL -> new StoreFullException(message, hint, cause);
            case TRUNCATED -> new TruncatedObjectException(message, hint, cause);
            case INVALID -> new InvalidStoreSettingsException(message, hint, cause);
        };
    }
}
