package io.pgcairn.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import org.conscrypt.Conscrypt;

/**
 * The payload ciphers of this machine, each proven by {@link CipherSelfTest}, fastest first. Made once, at the start;
 * safe for use by several threads.
 */
public final class PayloadCiphers {
    /** The name that stands for {@link #fastest()}. */
    public static final String AUTO = "auto";

    private final List<PayloadCipher> usable;

    /** Tries every implementation. What is missing here, or computes wrongly, is left out. */
    public PayloadCiphers() {
        this(List.of(
                () -> Optional.of(new JcaPayloadCipher("conscrypt", Conscrypt.newProvider())),
                () -> jdk().map(provider -> new JcaPayloadCipher("jdk", provider)),
                () -> Optional.of(new BouncyCastlePayloadCipher("bouncycastle"))));
    }

    PayloadCiphers(List<Supplier<Optional<PayloadCipher>>> candidates) {
        var proven = new ArrayList<PayloadCipher>();
        for (Supplier<Optional<PayloadCipher>> candidate : candidates) {
            proven(candidate).ifPresent(proven::add);
        }
        if (proven.isEmpty()) {
            throw new IllegalStateException("no implementation of ChaCha20-Poly1305 passes its self-test here");
        }
        this.usable = List.copyOf(proven);
    }

    /** The fastest that passed its self-test. */
    public PayloadCipher fastest() {
        return usable.getFirst();
    }

    /** The names that {@link #named} takes here, fastest first. */
    public List<String> names() {
        return usable.stream().map(PayloadCipher::name).toList();
    }

    /**
     * The cipher of that name, or the fastest for {@value #AUTO}.
     *
     * @throws KeyUnusableException there is none of that name on this machine
     */
    public PayloadCipher named(String name) throws KeyUnusableException {
        if (name.equals(AUTO)) {
            return fastest();
        }
        return usable.stream()
                .filter(cipher -> cipher.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new KeyUnusableException(
                        "no encryption provider '" + name + "' works on this machine",
                        "use one of: " + AUTO + ", " + String.join(", ", names()),
                        null));
    }

    /** A native library that does not load is a LinkageError; a provider may fail at will in its first call. */
    private static Optional<PayloadCipher> proven(Supplier<Optional<PayloadCipher>> candidate) {
        try {
            return candidate.get().filter(cipher -> CipherSelfTest.passes(cipher::keyed));
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Optional<Provider> jdk() {
        try {
            return Optional.of(Cipher.getInstance("ChaCha20-Poly1305").getProvider());
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            return Optional.empty();
        }
    }
}
