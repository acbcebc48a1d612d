package io.pgcairn.crypto;

import org.jspecify.annotations.Nullable;

/** An identity opened the header, but the header was altered after it was sealed. */
public final class HeaderMacException extends AgeException {
    private static final long serialVersionUID = 1L;

    HeaderMacException(String message, String hint, @Nullable Throwable cause) {
        super(message, hint, cause);
    }
}
