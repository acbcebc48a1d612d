package io.pgcairn.storage.contract.fault;

import java.nio.charset.StandardCharsets;

/** Text on the wire. */
final class Ascii {
    private Ascii() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
