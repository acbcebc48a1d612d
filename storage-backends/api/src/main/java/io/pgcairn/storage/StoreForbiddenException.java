package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store refuses our credentials or our rights, or what we ask of an object that is locked. */
public sealed class StoreForbiddenException extends StoreException permits ObjectLockedException {
    private static final long serialVersionUID = 1L;

    public StoreForbiddenException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public final boolean isRetryable() {
        return false;
    }
}
