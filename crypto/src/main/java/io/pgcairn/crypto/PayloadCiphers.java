package io.pgcairn.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import org.conscrypt.Conscrypt;

/**
 * The payload ciphers of this machine, fastest first. Each is loaded and proven by {@link CipherSelfTest} when it is
 * first asked for, since a native library takes time that a program which seals nothing need not spend. Safe for use
 * by several threads.
 */
public final class PayloadCiphers {
    /** The name that stands for {@link #fastest()}. */
    public static final String AUTO = "auto";

    private final Map<String, CipherCandidate> candidates = new LinkedHashMap<>();

    /** Knows every implementation, and tries none yet. What is missing here, or computes wrongly, is left out. */
    public PayloadCiphers() {
        candidate("conscrypt", () -> Optional.of(new JcaPayloadCipher("conscrypt", Conscrypt.newProvider())));
        candidate("jdk", () -> jdk().map(provider -> new JcaPayloadCipher("jdk", provider)));
        candidate("bouncycastle", () -> Optional.of(new BouncyCastlePayloadCipher("bouncycastle")));
    }

    /** Takes the implementations by their names, fastest first. */
    PayloadCiphers(Map<String, Supplier<Optional<PayloadCipher>>> origins) {
        origins.forEach(this::candidate);
    }

    private void candidate(String name, Supplier<Optional<PayloadCipher>> origin) {
        candidates.put(name, new CipherCandidate(origin));
    }

    /**
     * The fastest that passed its self-test.
     *
     * @throws IllegalStateException none works on this machine
     */
    public PayloadCipher fastest() {
        return candidates.values().stream()
                .flatMap(candidate -> candidate.proven().stream())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("no implementation of ChaCha20-Poly1305 passes its self-test here"));
    }

    /** The fastest, chosen when a payload's key first comes. */
    public PayloadCipher fastestWhenUsed() {
        return new DeferredPayloadCipher(this);
    }

    /** The names that {@link #named} takes here, fastest first; tries all. */
    public List<String> names() {
        return candidates.values().stream()
                .flatMap(candidate -> candidate.proven().stream())
                .map(PayloadCipher::name)
                .toList();
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
        return Optional.ofNullable(candidates.get(name))
                .flatMap(CipherCandidate::proven)
                .orElseThrow(() -> new KeyUnusableException(
                        "no encryption provider '" + name + "' works on this machine",
                        "use one of: " + AUTO + ", " + String.join(", ", names()),
                        null));
    }

    private static Optional<Provider> jdk() {
        try {
            return Optional.of(Cipher.getInstance("ChaCha20-Poly1305").getProvider());
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            return Optional.empty();
        }
    }
}
