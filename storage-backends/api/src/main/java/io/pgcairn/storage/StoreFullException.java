package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store has no room: disk, inodes or quota. */
public final class StoreFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreFullException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
