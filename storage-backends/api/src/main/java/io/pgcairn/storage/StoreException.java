package io.pgcairn.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A store could not do what it was asked. The leaf says why: {@link ObjectMissingException},
 * {@link ObjectExistsException}, {@link StoreForbiddenException}, {@link StoreTimeoutException},
 * {@link StoreUnavailableException}, {@link StoreFullException}, {@link TruncatedObjectException},
 * {@link InvalidStoreSettingsException}.
 *
 * <p>It is an {@link IOException} so that streams over a store fail with it unchanged.
 */
public abstract sealed class StoreException extends IOException
        permits InvalidStoreSettingsException,
                ObjectExistsException,
                ObjectMissingException,
                StoreForbiddenException,
                StoreFullException,
                StoreTimeoutException,
                StoreUnavailableException,
                TruncatedObjectException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param message what happened, and to which object or store
     * @param hint what an operator should do; empty when the caller always handles it
     */
    StoreException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What an operator should do; may be empty. */
    public String hint() {
        return hint;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public abstract boolean isRetryable();
}
