package io.pgcairn.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;

/** What both sides of an scrypt stanza compute. */
final class ScryptStanza {
    static final String TYPE = "scrypt";
    static final int SALT_LENGTH = 16;

    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_SIZE = 8;
    private static final int PARALLELISM = 1;

    private ScryptStanza() {}

    static byte[] utf8(char[] passphrase) throws KeyUnusableException {
        if (passphrase.length == 0) {
            throw new KeyUnusableException("the passphrase is empty", "give a passphrase, or use an X25519 key", null);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    /** Takes 2^workFactor KiB of memory and the time to match. */
    static byte[] wrapKey(byte[] passphrase, byte[] salt, int workFactor) throws KeyUnusableException {
        requireMemory(workFactor);
        var labelled = Arrays.copyOf(LABEL, LABEL.length + salt.length);
        System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
        return SCrypt.generate(passphrase, labelled, 1 << workFactor, BLOCK_SIZE, PARALLELISM, Digests.LENGTH);
    }

    /** An OutOfMemoryError ends the whole daemon, so what cannot fit is refused before it is tried. */
    private static void requireMemory(int workFactor) throws KeyUnusableException {
        long needed = 128L * BLOCK_SIZE << workFactor;
        if (needed > Runtime.getRuntime().maxMemory() / 4 * 3) {
            throw new KeyUnusableException(
                    "scrypt with work factor " + workFactor + " needs " + (needed >> 20) + " MiB of heap, more than"
                            + " this process may use",
                    "run it with a larger heap (-Xmx" + (needed >> 19) + "m), open it with 'age -d', or use an X25519"
                            + " key",
                    null);
        }
    }
}
