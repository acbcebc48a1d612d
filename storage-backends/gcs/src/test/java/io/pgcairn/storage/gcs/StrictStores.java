package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.servers.gcs.StrictGcsServer;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores over a strict server of their own; closing it fails if a request was not as the API wants it. */
final class StrictStores implements AutoCloseable {
    private static final String BUCKET = "strict-bucket";

    private final StrictGcsServer server = StrictGcsServer.start(BUCKET);

    StrictGcsServer server() {
        return server;
    }

    ObjectStore open() throws StoreException {
        return open(Map.of());
    }

    ObjectStore open(Map<String, String> options) throws StoreException {
        return open(Duration.ofMinutes(2), options, StoreContext.plain());
    }

    /** @param options besides those that reach the server */
    ObjectStore open(Duration timeout, Map<String, String> options, StoreContext context) throws StoreException {
        Map<String, String> all = new HashMap<>(options);
        all.put("endpoint", server.endpoint());
        if (!options.containsKey("credentials_file")) {
            all.put("anonymous", "true");
        }
        return new GcsObjectStoreProvider()
                .open(URI.create("gs://" + BUCKET + "/a/prefix"), new StoreSettings(timeout, all), context);
    }

    @Override
    public void close() {
        server.close();
        assertEquals(List.of(), server.violations());
    }
}
