package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The key is taken and the upload was to be the first under it. */
public final class ObjectExistsException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ObjectExistsException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
