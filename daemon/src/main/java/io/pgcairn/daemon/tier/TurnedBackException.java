package io.pgcairn.daemon.tier;

import java.io.IOException;

/** A walk has to begin again where its cursor went back to. */
final class TurnedBackException extends IOException {
    private static final long serialVersionUID = 1L;

    TurnedBackException() {
        super("something was stored behind the walk");
    }
}
