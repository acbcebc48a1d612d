package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store refuses our credentials or our rights. */
public final class StoreForbiddenException extends StoreException {
    private static final long serialVersionUID = 1L;

    public StoreForbiddenException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
