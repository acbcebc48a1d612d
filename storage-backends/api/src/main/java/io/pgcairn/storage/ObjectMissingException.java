package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The store answered, and no object has the key. Nothing else is ever reported as this. */
public final class ObjectMissingException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectMissingException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
