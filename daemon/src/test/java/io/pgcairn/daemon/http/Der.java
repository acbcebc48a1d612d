package io.pgcairn.daemon.http;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** As much of DER as a certificate needs. */
final class Der {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    /** One element with what is in it. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (length < 0x80) {
            whole.write(length);
        } else if (length < 0x100) {
            // The shortest form is the only one that counts.
            whole.write(0x81);
            whole.write(length);
        } else {
            whole.write(0x82);
            whole.write(length >> 8);
            whole.write(length & 0xff);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(0x30, parts);
    }

    static byte[] number(long value) {
        return of(0x02, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] text(int tag, String text) {
        return of(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] time(Instant when) {
        return text(0x17, UTC.format(when));
    }

    static byte[] bits(byte[] content) {
        return of(0x03, new byte[1], content);
    }

    /** @param hex the identifier as it is encoded */
    static byte[] id(String hex) {
        return of(0x06, HexFormat.of().parseHex(hex));
    }

    /** An extension of a certificate. */
    static byte[] extension(String id, byte[] value) {
        return sequence(id(id), of(0x04, value));
    }
}
