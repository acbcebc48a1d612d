package io.pgcairn.crypto;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A payload cipher that proves itself when it is asked for, once. Safe for use by several threads. */
final class CipherCandidate {
    private final Supplier<Optional<PayloadCipher>> origin;
    private @Nullable Optional<PayloadCipher> outcome;

    CipherCandidate(Supplier<Optional<PayloadCipher>> origin) {
        this.origin = origin;
    }

    /** Empty if it is missing on this machine, or computes wrongly. */
    synchronized Optional<PayloadCipher> proven() {
        if (outcome == null) {
            outcome = tried();
        }
        return outcome;
    }

    /** A native library that does not load is a LinkageError; a provider may fail at will in its first call. */
    private Optional<PayloadCipher> tried() {
        try {
            return origin.get().filter(cipher -> CipherSelfTest.passes(cipher::keyed));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }
}
