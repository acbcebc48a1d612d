package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** The seal is well formed, but none of the identities at hand opens it. */
public final class NoMatchingIdentityException extends AgeException {
    private static final long serialVersionUID = 1L;

    NoMatchingIdentityException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
