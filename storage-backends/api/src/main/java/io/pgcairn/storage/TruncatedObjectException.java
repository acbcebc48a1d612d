package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** A body ended before the length that the store announced. */
public final class TruncatedObjectException extends StoreException {
    private static final long serialVersionUID = 1L;

    public TruncatedObjectException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
