package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** A recipient, an identity, a passphrase or a cipher that was given to us cannot be used. */
public final class KeyUnusableException extends AgeException {
    private static final long serialVersionUID = 1L;

    KeyUnusableException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
