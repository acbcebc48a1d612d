package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store cannot be reached, is overloaded, or failed in a way that may pass. */
public final class StoreUnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
