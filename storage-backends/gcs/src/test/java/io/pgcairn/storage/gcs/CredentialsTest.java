package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service account's key that becomes a token. */
class CredentialsTest {
    private final StrictStores stores = new StrictStores();
    private final TokenServer tokens;

    @TempDir
    private Path directory = Path.of("");

    private Map<String, String> options = Map.of();

    CredentialsTest() throws Exception {
        tokens = new TokenServer();
    }

    @BeforeEach
    void makeKey() throws Exception {
        options = Map.of(
                "credentials_file", tokens.keyFile(directory).toString(), "part_size", "256KiB", "project", "quota-p");
    }

    @AfterEach
    void stopServers() {
        stores.close();
        tokens.close();
    }

    @Test
    void exchanges_a_key_for_a_token_once_and_sends_it_with_each_request() throws Exception {
        try (ObjectStore store = stores.open(options)) {
            assertEquals(List.of(), tokens.claims(), "opening makes no request");
            Objects.put(store, "small", Objects.bytes(10));
            Objects.put(store, "large", Objects.bytes(1 << 20));
            Objects.assertContent(Objects.bytes(1 << 20), store, "large");
            store.delete(List.of(Objects.key("small"), Objects.key("large")));
        }
        assertEquals(1, tokens.claims().size());
        assertTrue(
                tokens.claims().getFirst().contains("jwt-bearer"),
                tokens.claims().getFirst());
        for (String request : stores.server().requests()) {
            boolean isSession = request.contains("upload_id=");
            assertEquals(!isSession, request.contains("authorization=Bearer token-of-the-test"), request);
            assertEquals(!isSession, request.contains("x-goog-user-project=quota-p"), request);
        }
    }

    @Test
    void follows_a_key_file_that_is_rotated_and_passes_over_one_that_is_half_written() throws Exception {
        try (ObjectStore store = stores.open(options)) {
            Objects.put(store, "first", Objects.bytes(10));
            tokens.give("token-after-the-rotation");
            Objects.put(store, "second", Objects.bytes(10));
            assertEquals(1, tokens.claims().size());
            Path file = Path.of(options.get("credentials_file"));
            Files.writeString(file, "{\"type\": \"service_acc");
            Objects.put(store, "third", Objects.bytes(10));
            assertEquals(1, tokens.claims().size());
            Files.delete(file);
            Objects.put(store, "fourth", Objects.bytes(10));
            tokens.keyFile(directory);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
            Objects.put(store, "fifth", Objects.bytes(10));
        }
        assertEquals(2, tokens.claims().size());
        List<String> last = stores.server().requests();
        assertTrue(last.getLast().contains("token-after-the-rotation"), last.getLast());
    }

    @Test
    void takes_a_federated_workload_and_says_that_its_token_cannot_be_exchanged() throws Exception {
        Map<String, String> federated =
                Map.of("credentials_file", TokenServer.federationFile(directory).toString());
        try (ObjectStore store = stores.open(federated)) {
            StoreUnavailableException e =
                    assertThrows(StoreUnavailableException.class, () -> store.head(Objects.key("a")));
            assertTrue(e.toString().contains("no token could be had"), e.toString());
            assertFalse(e.toString().contains("subject-token"), e.toString());
        }
        assertEquals(List.of(), stores.server().requests());
    }

    @Test
    void says_that_the_clock_is_wrong_when_google_finds_the_claim_too_old() throws Exception {
        tokens.refuse(
                400,
                "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid JWT: Token must be a short-lived token"
                        + " (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT"
                        + " claim.\"}");
        StoreForbiddenException e = assertForbidden();
        assertTrue(e.hint().contains("clock"), e.hint());
    }

    @Test
    void says_that_the_key_is_refused() throws Exception {
        tokens.refuse(
                400, "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid grant: account not found\"}");
        StoreForbiddenException e = assertForbidden();
        assertTrue(e.hint().contains("deleted"), e.hint());
    }

    @Test
    void refuses_a_file_without_credentials_and_does_not_quote_it() throws Exception {
        Path file =
                Files.writeString(directory.resolve("odd.json"), "{\"type\": \"service_account\", \"x\": \"SECRET\"");
        InvalidStoreSettingsException e = assertThrows(
                InvalidStoreSettingsException.class, () -> stores.open(Map.of("credentials_file", file.toString())));
        assertTrue(e.toString().contains("odd.json"), e.toString());
        assertFalse(e.toString().contains("SECRET"), e.toString());
    }

    private StoreForbiddenException assertForbidden() throws Exception {
        try (ObjectStore store = stores.open(options)) {
            StoreForbiddenException e = assertThrows(StoreForbiddenException.class, () -> store.head(Objects.key("a")));
            assertFalse(e.toString().contains("PRIVATE"), e.toString());
            return e;
        }
    }
}
