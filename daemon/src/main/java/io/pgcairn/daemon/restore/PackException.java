package io.pgcairn.daemon.restore;

import java.io.IOException;
import java.util.Locale;

/** A pack of a backup is damaged, or cannot be read; which one the error below does not know. */
final class PackException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final IOException failure;

    PackException(int number, IOException failure) {
        super(failure.getMessage(), failure);
        this.number = number;
        this.failure = failure;
    }

    /** The pack as its object's name has it. */
    String pack() {
        return String.format(Locale.ROOT, "pack %04d", number);
    }

    IOException failure() {
        return failure;
    }
}
