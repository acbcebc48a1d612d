package io.pgcairn.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A header's text and what it says.
 *
 * @param bytes all of it, the newline behind the MAC included
 * @param stanzas one for each recipient
 * @param mac what its last line claims
 */
record Header(byte[] bytes, List<Stanza> stanzas, byte[] mac) {
    static final String VERSION_LINE = "age-encryption.org/v1";
    static final String MARK = "---";
    static final int PAYLOAD_NONCE = 16;

    /** The space, the MAC's 43 characters and the newline, which the MAC does not cover. */
    private static final int BEHIND_MARK = 1 + 43 + 1;

    Header {
        stanzas = List.copyOf(stanzas);
    }

    static Header sealed(List<Stanza> stanzas, FileKey key) {
        var text = new StringBuilder(VERSION_LINE).append('\n');
        stanzas.forEach(stanza -> stanza.appendTo(text));
        text.append(MARK);
        byte[] mac = key.headerMac(text.toString().getBytes(StandardCharsets.US_ASCII));
        text.append(' ').append(UnpaddedBase64.encode(mac)).append('\n');
        return new Header(text.toString().getBytes(StandardCharsets.US_ASCII), stanzas, mac);
    }

    byte[] upToMark() {
        return Arrays.copyOf(bytes, bytes.length - BEHIND_MARK);
    }
}
