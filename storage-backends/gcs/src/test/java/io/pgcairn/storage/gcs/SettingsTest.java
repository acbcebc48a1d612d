package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be configured and what is refused. */
class SettingsTest {
    private static final URI BUCKET = URI.create("gs://a-bucket/some/prefix");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void has_a_default_for_everything() throws Exception {
        GcsSettings settings = read(Map.of());
        assertEquals("https://storage.googleapis.com/", settings.endpoint());
        assertEquals("a-bucket", settings.location().bucket());
        assertEquals("some/prefix/wal/1", settings.location().nameOf("wal/1"));
        assertEquals(17 << 20, settings.partBytes());
        assertEquals("gs://a-bucket/some/prefix", settings.location().toString());
    }

    @Test
    void takes_a_bucket_with_dots_and_underscores_and_no_prefix() throws Exception {
        GcsLocation location = GcsLocation.parse(URI.create("gs://my_bucket.example.com/"));
        assertEquals("my_bucket.example.com", location.bucket());
        assertEquals("wal", location.nameOf("wal"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://a-bucket",
                "gs:a-bucket",
                "gs:///prefix",
                "gs://A-Bucket",
                "gs://ab",
                "gs://a-bucket?key=SECRET",
                "gs://user:SECRET@a-bucket/p",
                "gs://a-bucket/a//b",
                "gs://a-bucket/../b"
            })
    void refuses_a_location_that_names_no_bucket(String location) {
        InvalidStoreSettingsException e =
                assertThrows(InvalidStoreSettingsException.class, () -> GcsLocation.parse(URI.create(location)));
        assertFalse(e.toString().contains("SECRET"), e.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "part_size, 1000KiB",
        "part_size, 0",
        "part_size, 1GiB",
        "storage_class, cheap",
        "storage_class_wal, STANDARD",
        "endpoint, ftp://x",
        "endpoint, http://storage.example.com",
        "endpoint, https://user:pw@storage.example.com",
        "proxy, https://proxy:1",
        "proxy, proxy:3128",
        "anonymous, perhaps",
        "credentials_file, /no/such/file",
        "ca_file, /no/such/file",
        "storage_class_other, nearline",
    })
    void refuses_what_makes_no_sense(String name, String value) {
        InvalidStoreSettingsException e =
                assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of(name, value)));
        assertTrue(e.toString().contains(name) || e.toString().contains("clear text"), e.toString());
    }

    @Test
    void refuses_an_account_s_project_where_nobody_asks() throws Exception {
        assertEquals("p", read(Map.of("project", "p")).identity().project().orElseThrow());
        InvalidStoreSettingsException e = assertThrows(
                InvalidStoreSettingsException.class, () -> read(Map.of("anonymous", "true", "project", "p")));
        assertTrue(e.hint().contains("leave project out"), e.hint());
    }

    @Test
    void refuses_two_keys_and_a_key_that_is_none_without_showing_it() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "AAAA-no-base64");
        InvalidStoreSettingsException e = assertThrows(
                InvalidStoreSettingsException.class, () -> read(Map.of("customer_key_file", key.toString())));
        assertFalse(e.toString().contains("AAAA"), e.toString());
        Files.writeString(key, "A".repeat(43) + "=");
        assertEquals(
                "***",
                read(Map.of("customer_key_file", key.toString()))
                        .customerKey()
                        .orElseThrow()
                        .toString());
        assertThrows(
                InvalidStoreSettingsException.class,
                () -> read(Map.of("customer_key_file", key.toString(), "kms_key", "projects/p")));
    }

    @Test
    void declares_each_option_once() {
        List<String> names = GcsOptions.ALL.stream().map(StoreOption::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
        assertTrue(names.containsAll(List.of("storage_class_wal", "storage_class_dump", "user_project")));
    }

    private static GcsSettings read(Map<String, String> options) throws InvalidStoreSettingsException {
        return GcsSettings.read(BUCKET, new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options));
    }
}
