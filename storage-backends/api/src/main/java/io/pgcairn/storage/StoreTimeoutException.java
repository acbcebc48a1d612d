package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store did not answer within its deadline. */
public final class StoreTimeoutException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreTimeoutException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
