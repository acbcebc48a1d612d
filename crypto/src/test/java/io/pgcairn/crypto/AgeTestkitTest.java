package io.pgcairn.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The public vectors of C2SP's Community Cryptography Test Vectors for age. They are not part of this repository: the
 * environment variable {@value #VARIABLE} names the directory {@code testdata} of the Go module
 * {@code c2sp.org/CCTV/age}.
 */
class AgeTestkitTest {
    private static final String VARIABLE = "PGCAIRN_AGE_TESTKIT";

    @TestFactory
    List<DynamicTest> agrees_with_the_public_test_vectors() throws IOException {
        String directory = System.getenv(VARIABLE);
        assumeTrue(directory != null, "the age test vectors are missing: set " + VARIABLE + " to their directory");
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> judge(file)))
                    .toList();
        }
    }

    private static void judge(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int separator = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n\n");
        Map<String, List<String>> keys = keys(new String(bytes, 0, separator, StandardCharsets.UTF_8));
        assumeTrue(
                keys.getOrDefault("identity", List.of()).stream()
                        .noneMatch(key -> key.startsWith("AGE-SECRET-KEY-PQ-")),
                "post-quantum identities are not supported yet");
        InputStream sealed = new ByteArrayInputStream(bytes, separator + 2, bytes.length - separator - 2);
        if (keys.containsKey("compressed")) {
            sealed = new InflaterInputStream(sealed);
        }
        List<Identity> identities = identities(keys);
        for (String name : Samples.CIPHERS.names()) {
            byte[] copy = sealed.readAllBytes();
            sealed = new ByteArrayInputStream(copy);
            judge(keys, copy, new AgeOpener(identities, Samples.CIPHERS.named(name)));
        }
    }

    private static void judge(Map<String, List<String>> keys, byte[] sealed, AgeOpener opener) throws Exception {
        String expected = keys.getOrDefault("expect", List.of()).getFirst();
        var plain = new ByteArrayOutputStream();
        try (InputStream opened = opener.open(new ByteArrayInputStream(sealed))) {
            opened.transferTo(plain);
            assertEquals("success", expected);
        } catch (AgeException e) {
            switch (expected) {
                case "no match" -> assertInstanceOf(NoMatchingIdentityException.class, e);
                case "HMAC failure" -> assertInstanceOf(HeaderMacException.class, e);
                case "payload failure" ->
                    assertEquals(
                            true, e instanceof PayloadException || e instanceof TruncatedSealException, e.toString());
                case "header failure", "armor failure" ->
                    assertEquals(
                            true, e instanceof NotAgeException || e instanceof TruncatedSealException, e.toString());
                default -> throw e;
            }
        }
        for (String expectedDigest : keys.getOrDefault("payload", List.of())) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.toByteArray());
            assertEquals(expectedDigest, HexFormat.of().formatHex(digest));
        }
    }

    private static List<Identity> identities(Map<String, List<String>> keys) throws KeyUnusableException {
        var identities = new ArrayList<Identity>();
        for (String key : keys.getOrDefault("identity", List.of())) {
            identities.add(X25519Identity.parse(key).orElseThrow());
        }
        for (String passphrase : keys.getOrDefault("passphrase", List.of())) {
            identities.add(new ScryptIdentity(passphrase.toCharArray()));
        }
        return identities;
    }

    private static Map<String, List<String>> keys(String head) {
        var keys = new HashMap<String, List<String>>();
        for (String line : head.split("\n")) {
            String[] parts = line.split(": ", 2);
            keys.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
        }
        return keys;
    }
}
