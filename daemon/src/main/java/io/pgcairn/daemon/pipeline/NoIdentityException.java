package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;
import java.io.IOException;

/** A sealed object is to be read on a host that has no identity. */
public final class NoIdentityException extends IOException {
    private static final long serialVersionUID = 1L;

    NoIdentityException(ObjectKey key) {
        super(key + " is encrypted, and no identity is configured on this host");
    }
}
