package io.pgcairn.storage;

import org.jspecify.annotations.Nullable;

/** The location or an option of a store makes no sense. */
public final class InvalidStoreSettingsException extends StoreException {
    private static final long serialVersionUID = 1L;

    public InvalidStoreSettingsException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
