package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machine's identity signs in and its token goes with requests, though nothing of a desktop's keyring is on the
 * class path. Each case runs in a Java of its own, since identities are looked for in the environment.
 */
class IdentityTest {
    @TempDir
    Path directory;

    /** Puts one object into the store whose endpoint, authority and identity it is given. */
    static final class PutOne {
        private PutOne() {}

        public static void main(String[] arguments) throws IOException {
            Map<String, String> options = new HashMap<>(Map.of("endpoint", arguments[0], "ca_file", arguments[1]));
            if (!arguments[2].isEmpty()) {
                options.put("managed_identity_client_id", arguments[2]);
            }
            StoreSettings settings = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options);
            URI location = URI.create("azure://someaccount/container");
            try (ObjectStore store = new AzureObjectStoreProvider().open(location, settings, StoreContext.plain());
                    ObjectUpload upload = store.upload(new ObjectKey("a/b"), PutCondition.IF_ABSENT)) {
                upload.commit();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11111111-2222-3333-4444-555555555555"})
    void sends_the_token_of_the_managed_identity(String clientId) throws Exception {
        TestAuthority authority = TestAuthority.in(directory);
        try (Recorder tokens = Recorder.start(IdentityTest::token);
                Recorder blobs = Recorder.start(authority.server(), Recorder::created)) {
            Map<String, String> environment = Map.of(
                    "IDENTITY_ENDPOINT",
                    "http://127.0.0.1:" + tokens.port() + "/token",
                    "IDENTITY_HEADER",
                    "header-of-the-machine");
            put(environment, blobs, authority, clientId);
            assertTrue(tokens.seen().getFirst().uri().getQuery().contains(clientId));
            assertEquals("Bearer token-of-the-machine", blobs.seen().getLast().header("authorization"));
            assertEquals(1, blobs.seen().size(), "requests");
        }
    }

    private void put(Map<String, String> environment, Recorder blobs, TestAuthority authority, String clientId)
            throws Exception {
        ForkedJava.run(
                directory,
                environment,
                List.of("-Xmx256m"),
                List.of(
                        PutOne.class.getName(),
                        "https://127.0.0.1:" + blobs.port() + "/someaccount",
                        authority.certificate().toString(),
                        clientId));
    }

    @Test
    void has_no_keyring_on_its_class_path() {
        String path = System.getProperty("java.class.path");
        assertTrue(path.contains("azure-identity"), path);
        assertTrue(!path.contains("jna") && !path.contains("msal4j-persistence"), path);
    }

    private static void token(HttpExchange exchange) throws IOException {
        byte[] json = """
                {"access_token": "token-of-the-machine", "expires_on": "%d", "resource": "https://storage.azure.com/",
                 "token_type": "Bearer"}
                """.formatted(Instant.now().getEpochSecond() + 86_400).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
    }
}
