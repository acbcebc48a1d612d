package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that are taken, and those that are refused before any request. */
class AzureSettingsTest {
    private static final URI LOCATION = URI.create("azure://account1/container");

    @TempDir
    Path directory;

    private static AzureSettings read(Map<String, String> options) throws StoreException {
        return AzureSettings.read(
                AzureLocation.parse(LOCATION), LOCATION, new StoreSettings(Duration.ofMinutes(1), options));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String key(int bytes) throws IOException {
        return file("key" + bytes, Base64.getEncoder().encodeToString(new byte[bytes]) + "\n");
    }

    @Test
    void needs_no_option_at_all() throws Exception {
        AzureSettings settings = read(Map.of());
        assertEquals("https://account1.blob.core.windows.net", settings.endpoint());
        assertInstanceOf(Credentials.Identity.class, settings.credentials());
        assertEquals(17 << 20, settings.partBytes());
        assertEquals(Optional.empty(), settings.placement().tierFor(Optional.of("wal")));
    }

    @Test
    void opens_without_a_request() throws Exception {
        Map<String, String> options = Map.of(
                "account_key_file", key(64), "endpoint", "https://127.0.0.1:1/account1", "proxy", "http://127.0.0.1:1");
        try (ObjectStore store = new AzureObjectStoreProvider()
                .open(LOCATION, new StoreSettings(Duration.ofMinutes(1), options), StoreContext.plain())) {
            assertEquals("azure://account1/container", store.location());
        }
    }

    @Test
    void asks_this_machine_who_it_is_without_the_proxy() throws Exception {
        ProxySelector proxies = AzureClient.http(read(Map.of("proxy", "http://127.0.0.1:1")))
                .build()
                .proxy()
                .orElseThrow();
        for (String identity : List.of("http://169.254.169.254/metadata/identity", "http://127.0.0.1:4711/msi/token")) {
            assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create(identity)));
        }
        for (String far : List.of("https://account1.blob.core.windows.net/", "https://login.microsoftonline.com/")) {
            assertEquals(
                    Proxy.Type.HTTP, proxies.select(URI.create(far)).getFirst().type());
        }
    }

    @Test
    void takes_an_access_tier_for_each_kind() throws Exception {
        Placement placement = read(Map.of("access_tier", "cool", "access_tier_pack", "cold", "immutability", "14d"))
                .placement();
        assertEquals(Optional.of(Placement.Tier.COLD), placement.tierFor(Optional.of("pack")));
        assertEquals(Optional.of(Placement.Tier.COOL), placement.tierFor(Optional.of("wal")));
        assertEquals(Optional.of(Placement.Tier.COOL), placement.tierFor(Optional.empty()));
        assertTrue(placement.lockFor(Optional.of("wal")).isPresent());
        assertTrue(placement.lockFor(Optional.of("tail")).isEmpty(), "tails are deleted within seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "access_tier, archive",
        "access_tier_wal, Hot",
        "access_tier_nothing, hot",
        "endpoint, ftp://host",
        "endpoint, nonsense",
        "endpoint, https://host/?sig=x",
        "endpoint, https://user:s3cr3t@host",
        "endpoint, http://example.org",
        "part_size, 1KiB",
        "part_size, 1GiB",
        "immutability, 1h",
        "immutability, forever",
        "immutability_mode, maybe",
        "proxy, https://host:1",
        "proxy, http://host",
        "proxy, http://user:s3cr3t@host:1",
        "ca_file, /no/such/file",
        "account_key_file, /no/such/file",
    })
    void refuses_a_value_that_makes_no_sense(String option, String value) {
        InvalidStoreSettingsException refused =
                assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of(option, value)));
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cr3t"), refused.getMessage());
        assertFalse(refused.hint().isEmpty());
    }

    @Test
    void refuses_options_that_do_nothing_beside_the_others() throws Exception {
        read(Map.of("tenant", "t"));
        for (Map<String, String> idle : List.of(
                Map.of("immutability_mode", "locked"),
                Map.of("tenant", "t", "account_key_file", key(64)),
                Map.of("tenant", "t", "managed_identity_client_id", "c"))) {
            InvalidStoreSettingsException refused = assertThrows(InvalidStoreSettingsException.class, () -> read(idle));
            assertTrue(String.valueOf(refused.getMessage()).contains("no effect"), refused.getMessage());
            assertFalse(refused.hint().isEmpty());
        }
    }

    @Test
    void refuses_two_kinds_of_credentials() throws Exception {
        Map<String, String> options = Map.of("account_key_file", key(64), "sas_token_file", file("sas", "sig=x"));
        assertThrows(InvalidStoreSettingsException.class, () -> read(options));
    }

    @Test
    void sends_no_secret_in_clear_text() throws Exception {
        Map<String, String> options =
                new HashMap<>(Map.of("endpoint", "http://example.org", "account_key_file", key(64)));
        assertEquals("http://example.org", read(options).endpoint());
        options.put("customer_key_file", key(32));
        assertThrows(InvalidStoreSettingsException.class, () -> read(options));
        options.remove("customer_key_file");
        options.remove("account_key_file");
        options.put("sas_token_file", file("sas", "sig=x"));
        assertThrows(InvalidStoreSettingsException.class, () -> read(options));
        options.put("endpoint", "http://127.0.0.1:10000/account1");
        assertEquals("http://127.0.0.1:10000/account1", read(options).endpoint());
    }

    @Test
    void refuses_a_customer_s_key_of_another_length_without_repeating_it() throws Exception {
        assertTrue(read(Map.of("customer_key_file", key(32))).customerKey().isPresent());
        assertEquals(
                "Optional[***]",
                read(Map.of("customer_key_file", key(32))).customerKey().toString());
        for (String wrong : new String[] {key(16), file("text", "no base64: c2VjcmV0")}) {
            InvalidStoreSettingsException refused =
                    assertThrows(InvalidStoreSettingsException.class, () -> read(Map.of("customer_key_file", wrong)));
            assertFalse(Printed.whole(refused).contains("c2VjcmV0"), Printed.whole(refused));
            assertFalse(Printed.whole(refused).contains("AAAA"), Printed.whole(refused));
        }
    }

    @Test
    void refuses_a_secret_that_azure_never_gave() throws Exception {
        List<Map<String, String>> refused = List.of(
                Map.of("account_key_file", file("a", "not base64 at all")),
                Map.of("sas_token_file", file("b", "no signature in it")),
                Map.of("sas_token_file", file("c", "sv=1&sig=with blank")),
                Map.of("account_key_file", key(64), "ca_file", file("d", "no certificate")));
        for (Map<String, String> options : refused) {
            assertThrows(
                    InvalidStoreSettingsException.class,
                    () -> new AzureObjectStoreProvider()
                            .open(LOCATION, new StoreSettings(Duration.ofMinutes(1), options), StoreContext.plain()));
        }
    }
}
