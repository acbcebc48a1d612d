package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpTransport;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A proxy where nobody listens, so that what goes through it fails. */
class ProxyTest {
    @Test
    void asks_this_machine_for_tokens_without_the_proxy_and_the_store_through_it() throws Exception {
        GcsSettings settings = GcsSettings.read(
                URI.create("gs://a-bucket"),
                new StoreSettings(
                        StoreSettings.DEFAULT_TIMEOUT, Map.of("proxy", "http://127.0.0.1:1", "anonymous", "true")));
        HttpTransport transport = GcsClient.transport(settings);
        try (TokenServer machine = new TokenServer()) {
            assertEquals(200, status(transport, machine.address()));
            assertThrows(IOException.class, () -> status(transport, "http://storage.example.org/"));
        }
    }

    private static int status(HttpTransport transport, String url) throws IOException {
        return transport
                .createRequestFactory()
                .buildGetRequest(new GenericUrl(url))
                .execute()
                .getStatusCode();
    }
}
