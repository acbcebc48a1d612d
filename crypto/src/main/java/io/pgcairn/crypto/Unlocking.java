package io.pgcairn.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What the start of a file gave to the holder of an identity.
 *
 * @param payloadKey the key of all chunks
 * @param payloadOffset where the first chunk starts in the file
 */
record Unlocking(byte[] payloadKey, long payloadOffset) {
    /** Reads the header and the payload's nonce, and leaves the source at the first chunk. */
    static Unlocking of(InputStream source, List<Identity> identities) throws IOException {
        Header header = new HeaderReader(source).read();
        FileKey key = fileKey(header.stanzas(), identities);
        if (!MessageDigest.isEqual(key.headerMac(header.upToMark()), header.mac())) {
            throw new HeaderMacException(
                    "the age header was altered after it was sealed: its MAC does not match",
                    "do not trust this copy; use another tier's",
                    null);
        }
        byte[] nonce = source.readNBytes(Header.PAYLOAD_NONCE);
        if (nonce.length < Header.PAYLOAD_NONCE) {
            throw Malformed.truncated("the payload's nonce");
        }
        return new Unlocking(key.payloadKey(nonce), header.bytes().length + (long) nonce.length);
    }

    private static FileKey fileKey(List<Stanza> stanzas, List<Identity> identities) throws AgeException {
        boolean hasPassphrase =
                stanzas.stream().anyMatch(stanza -> stanza.type().equals(ScryptStanza.TYPE));
        if (hasPassphrase && stanzas.size() > 1) {
            throw Malformed.header("an scrypt stanza does not stand alone");
        }
        for (Identity identity : identities) {
            Optional<FileKey> key = identity.unwrap(stanzas);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw noMatch(stanzas, identities.size(), hasPassphrase);
    }

    private static NoMatchingIdentityException noMatch(List<Stanza> stanzas, int tried, boolean hasPassphrase) {
        List<String> types =
                stanzas.stream().map(Stanza::type).distinct().limit(5).toList();
        return new NoMatchingIdentityException(
                "none of " + tried + " identities opens this file, which was sealed for " + stanzas.size()
                        + " recipients of type " + String.join(", ", types),
                hasPassphrase
                        ? "give the passphrase it was sealed with"
                        : "give the key file whose public key was among the recipients when it was sealed",
                null);
    }
}
