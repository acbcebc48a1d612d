package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** A chunk does not authenticate, or the chunks do not stand in the one order they were sealed in. */
public final class PayloadException extends AgeException {
    private static final long serialVersionUID = 1L;

    PayloadException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
