package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** The sealed bytes end before their final chunk. */
public final class TruncatedSealException extends AgeException {
    private static final long serialVersionUID = 1L;

    TruncatedSealException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
