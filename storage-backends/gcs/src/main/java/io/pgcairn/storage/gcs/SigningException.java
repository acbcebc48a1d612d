package io.pgcairn.storage.gcs;

import java.io.IOException;

/** There are no credentials, or no token could be had for them; no request was made on the store. */
final class SigningException extends IOException {
    private static final long serialVersionUID = 1L;

    SigningException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
