package io.pgcairn.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Seals streams for a fixed set of recipients. Safe for use by several threads; each stream belongs to one. */
public final class AgeSealer {
    private final List<Recipient> recipients;
    private final PayloadCipher cipher;
    private final SecureRandom random;

    /**
     * @param recipients each of them alone can open what is sealed; at least one, and a passphrase only by itself
     * @param cipher what the payload runs on
     * @param random where file keys, ephemeral keys and nonces come from, in this order
     * @throws KeyUnusableException the recipients make no sense together
     */
    public AgeSealer(List<Recipient> recipients, PayloadCipher cipher, SecureRandom random)
            throws KeyUnusableException {
        if (recipients.isEmpty()) {
            throw new KeyUnusableException(
                    "there is no recipient to seal for", "configure at least one recipient, 'age1…'", null);
        }
        if (recipients.size() > 1 && recipients.stream().anyMatch(ScryptRecipient.class::isInstance)) {
            throw new KeyUnusableException(
                    "a passphrase stands beside other recipients, which the age format forbids",
                    "seal either for one passphrase or for 'age1…' recipients",
                    null);
        }
        this.recipients = List.copyOf(recipients);
        this.cipher = cipher;
        this.random = random;
    }

    /**
     * Writes a header for a new file key, and gives the stream that takes the plain bytes.
     *
     * @param sink gets few, large writes; it is neither buffered nor closed
     * @throws KeyUnusableException a passphrase asks for more memory than there is
     * @throws IOException the sink's own
     */
    public SealingStream seal(OutputStream sink) throws IOException {
        FileKey key = FileKey.generate(random);
        var stanzas = new ArrayList<Stanza>(recipients.size());
        for (Recipient recipient : recipients) {
            stanzas.add(
                    switch (recipient) {
                        case X25519Recipient x25519 -> x25519.wrap(key, random);
                        case ScryptRecipient scrypt -> scrypt.wrap(key, random);
                    });
        }
        Header header = Header.sealed(stanzas, key);
        var nonce = new byte[Header.PAYLOAD_NONCE];
        random.nextBytes(nonce);
        byte[] start = Arrays.copyOf(header.bytes(), header.bytes().length + nonce.length);
        System.arraycopy(nonce, 0, start, header.bytes().length, nonce.length);
        sink.write(start);
        return new SealingStream(sink, cipher.keyed(key.payloadKey(nonce)), Digests.sha256(header.bytes()));
    }
}
