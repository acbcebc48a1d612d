package io.pgcairn.crypto;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes could not be sealed or opened. The leaf says why.
 *
 * <p>It is an {@link IOException} so that streams fail with it unchanged; a plain {@link IOException} that comes out of
 * a stream of this room is the sink's or the source's own. No message carries a secret.
 */
public abstract sealed class AgeException extends IOException
        permits NoMatchingIdentityException,
                HeaderMacException,
                PayloadException,
                TruncatedSealException,
                NotAgeException,
                KeyUnusableException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    AgeException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What an operator should do. */
    public String hint() {
        return hint;
    }
}
