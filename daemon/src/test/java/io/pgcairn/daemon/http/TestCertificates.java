package io.pgcairn.daemon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * An authority and what it issues, as PEM files in a directory; made here, since each start of keytool takes seconds.
 */
public final class TestCertificates {
    private static final String AUTHORITY = "test authority";
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.id("2a8648ce3d040302"));
    private static final String COMMON_NAME = "550403";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final String USAGE = "551d25";
    private static final String CLIENT = "2b06010505070302";

    private final Path directory;
    private final KeyPair authority;
    private final byte[] root;
    private long serial;

    /** With the authority {@code ca.pem}. */
    public TestCertificates(Path directory) {
        this.directory = directory;
        this.authority = newKey();
        this.root = certificate(
                AUTHORITY, authority, Der.extension(BASIC_CONSTRAINTS, Der.sequence(Der.of(0x01, new byte[] {(byte) 0xff
                }))));
        write("ca", authority, pem("CERTIFICATE", root));
    }

    /** A server's for localhost: {@code NAME.pem} and {@code NAME.key}. */
    public TestCertificates server(String name) {
        byte[] names = Der.sequence(Der.text(0x82, "localhost"), Der.of(0x87, new byte[] {127, 0, 0, 1}));
        return issue(name, Der.extension(ALTERNATIVE_NAMES, names));
    }

    /** A client's of that common name: {@code NAME.pem} and {@code NAME.key}. */
    public TestCertificates client(String name) {
        return issue(name, Der.extension(USAGE, Der.sequence(Der.id(CLIENT))));
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    private TestCertificates issue(String name, byte[] extension) {
        KeyPair own = newKey();
        byte[] issued = certificate(name, own, extension);
        write(name, own, pem("CERTIFICATE", issued) + pem("CERTIFICATE", root));
        return this;
    }

    private byte[] certificate(String name, KeyPair subject, byte[] extension) {
        Instant now = Instant.now();
        byte[] version = Der.of(0xa0, Der.number(2));
        byte[] validity =
                Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(30))));
        byte[] body = Der.sequence(
                version,
                Der.number(++serial),
                ECDSA_WITH_SHA256,
                named(AUTHORITY),
                validity,
                named(name),
                subject.getPublic().getEncoded(),
                Der.of(0xa3, Der.sequence(extension)));
        return Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature(body)));
    }

    private static byte[] named(String name) {
        return Der.sequence(Der.of(0x31, Der.sequence(Der.id(COMMON_NAME), Der.text(0x0c, name))));
    }

    private byte[] signature(byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(authority.getPrivate());
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String name, KeyPair key, String chain) {
        try {
            Files.writeString(file(name + ".pem"), chain);
            Files.writeString(
                    file(name + ".key"), pem("PRIVATE KEY", key.getPrivate().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
