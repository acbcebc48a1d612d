package io.pgcairn.storage.gcs;

import io.pgcairn.storage.remote.PartBody;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A CRC-32C that grows with what it sees, as Google writes it: base64 of four bytes, the highest first. */
final class Checksum {
    private static final String IN_HEADER = "crc32c=";

    private final CRC32C crc = new CRC32C();

    static String of(PartBody body) {
        Checksum checksum = new Checksum();
        checksum.update(body);
        return checksum.base64();
    }

    /** What the header {@code x-goog-hash} says of a whole object; it may come several times, and hold a list. */
    static Optional<String> inHeaders(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(each -> each.startsWith(IN_HEADER))
                .map(each -> each.substring(IN_HEADER.length()))
                .findFirst();
    }

    void update(PartBody body) {
        body.slices().forEach(crc::update);
    }

    void update(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
    }

    String base64() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    String asHeader() {
        return IN_HEADER + base64();
    }
}
