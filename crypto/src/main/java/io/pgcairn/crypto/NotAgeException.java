package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** The bytes are not an age v1 file, or their header breaks its grammar. */
public final class NotAgeException extends AgeException {
    private static final long serialVersionUID = 1L;

    NotAgeException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
