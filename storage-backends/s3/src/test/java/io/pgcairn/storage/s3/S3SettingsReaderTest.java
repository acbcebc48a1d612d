package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsReaderTest {
    @TempDir
    Path directory;

    @Test
    void trusts_amazon_with_checksums_and_custom_endpoints_without() throws Exception {
        S3Settings amazon = read(Map.of());
        assertEquals(S3Settings.Checksums.WHEN_SUPPORTED, amazon.checksums());
        assertFalse(amazon.pathStyle());
        assertTrue(amazon.conditionalPut());
        assertEquals(17 << 20, amazon.partBytes());
        assertEquals(Terms.PLAIN, amazon.terms());
        assertInstanceOf(Access.FromEnvironment.class, amazon.access());
        S3Settings other = read(Map.of("endpoint", "http://127.0.0.1:9000"));
        assertEquals(S3Settings.Checksums.WHEN_REQUIRED, other.checksums());
        assertTrue(other.pathStyle());
        S3Settings told = read(Map.of(
                "endpoint", "https://x.example", "path_style", "false", "checksums", "md5", "part_size", "64MiB"));
        assertEquals(S3Settings.Checksums.MD5, told.checksums());
        assertFalse(told.pathStyle());
        assertEquals(64 << 20, told.partBytes());
    }

    @Test
    void reads_what_objects_are_stored_with() throws Exception {
        Terms terms = read(Map.of(
                        "storage_class", "STANDARD_IA",
                        "storage_class_tail", "STANDARD",
                        "object_lock", "30d",
                        "object_lock_mode", "compliance",
                        "tags", "team=dba, tier=a b&c"))
                .terms();
        assertEquals(Optional.of("STANDARD_IA"), terms.storageClassOf(Optional.of("wal")));
        assertEquals(Optional.of("STANDARD"), terms.storageClassOf(Optional.of("tail")));
        assertEquals(Optional.of("STANDARD_IA"), terms.storageClassOf(Optional.empty()));
        assertEquals(Optional.of(new Terms.Lock(Duration.ofDays(30), true)), terms.lock());
        assertEquals("team=dba&tier=a+b%26c", terms.tagging());
    }

    @Test
    void locks_what_is_kept_and_neither_tails_nor_probes() throws Exception {
        Terms terms = read(Map.of("object_lock", "1h")).terms();
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        assertEquals(Optional.of(now.plusSeconds(3600)), terms.lockedUntil(Optional.of("wal"), now));
        assertEquals(Optional.empty(), terms.lockedUntil(Optional.of("tail"), now));
        assertEquals(Optional.empty(), terms.lockedUntil(Optional.empty(), now));
        assertEquals(Optional.empty(), Terms.PLAIN.lockedUntil(Optional.of("wal"), now));
    }

    @Test
    void reads_each_kind_of_encryption() throws Exception {
        assertEquals(new Encryption.Managed(), encryption(Map.of("encryption", "sse-s3")));
        assertEquals(
                new Encryption.KeyService(Optional.of("alias/x")),
                encryption(Map.of("encryption", "sse-kms", "kms_key", "alias/x")));
        byte[] key = new byte[32];
        key[0] = 1;
        Path file = write("key", Base64.getEncoder().encodeToString(key) + "\n");
        Encryption read = encryption(Map.of("encryption", "sse-c", "sse_c_key_file", file.toString()));
        CustomerKey customer = assertInstanceOf(Encryption.Customer.class, read).key();
        assertEquals(Base64.getEncoder().encodeToString(key), customer.base64());
        assertFalse(read.toString().contains(customer.base64()), "a secret is never printed");
    }

    @Test
    void reads_each_kind_of_credentials() throws Exception {
        Path id = write("id", "AKIA\n");
        Path secret = write("secret", "s\n");
        assertEquals(
                new Access.FromProfile("backup"),
                read(Map.of("profile", "backup")).access());
        assertEquals(new Access.Anonymous(), read(Map.of("anonymous", "true")).access());
        assertEquals(
                new Access.FromFiles(id, secret, Optional.empty()),
                read(Map.of("access_key_file", id.toString(), "secret_key_file", secret.toString()))
                        .access());
        assertEquals(
                new Access.FromWebIdentity(id, "arn:aws:iam::1:role/x", Optional.empty()),
                read(Map.of("web_identity_token_file", id.toString(), "role_arn", "arn:aws:iam::1:role/x"))
                        .access());
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, 127.0.0.1:9000",
        "endpoint, ftp://host",
        "endpoint, http://user:secret@host",
        "proxy, https://host",
        "checksums, always",
        "encryption, aes",
        "kms_key, x",
        "encryption, sse-c",
        "storage_class, cold",
        "storage_class_wal, 'A B'",
        "object_lock, 30",
        "object_lock, 0d",
        "object_lock_mode, strict",
        "object_lock_mode, governance",
        "part_size, 257MiB",
        "tags, team",
        "tags, =x",
        "part_size, 1MiB",
        "part_size, 2GiB",
        "path_style, yes",
        "role_arn, x",
        "access_key_file, /nowhere",
        "ca_file, /nowhere",
        "wibble, x",
    })
    void refuses_a_value_that_makes_no_sense(String option, String value) {
        InvalidStoreSettingsException refused =
                assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of(option, value)));
        assertFalse(refused.hint().isEmpty());
        assertFalse(String.valueOf(refused.getMessage()).contains("secret@"), refused.getMessage());
    }

    @Test
    void refuses_half_a_key_pair_and_two_answers_at_once() throws Exception {
        Path id = write("id", "AKIA\n");
        assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of("access_key_file", id.toString())));
        assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of("profile", "x", "anonymous", "true")));
    }

    @Test
    void never_repeats_a_customer_s_key_that_makes_no_sense() throws Exception {
        Path file = write("key", "not32bytes\n");
        InvalidStoreSettingsException refused = assertThrows(
                InvalidStoreSettingsException.class,
                () -> read(Map.of("encryption", "sse-c", "sse_c_key_file", file.toString())));
        assertFalse(String.valueOf(refused.getMessage()).contains("not32bytes"), refused.getMessage());
    }

    private Encryption encryption(Map<String, String> options) throws Exception {
        return read(options).terms().encryption();
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    private static S3Settings read(Map<String, String> options) throws InvalidStoreSettingsException {
        StoreSettings settings = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options);
        return new S3SettingsReader(URI.create("s3://bucket/prefix"), settings).read();
    }
}
