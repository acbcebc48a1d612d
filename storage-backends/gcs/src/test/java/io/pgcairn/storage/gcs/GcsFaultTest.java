package io.pgcairn.storage.gcs;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.fault.FaultContract;
import io.pgcairn.storage.contract.fault.FaultDialect;
import io.pgcairn.storage.servers.gcs.StrictGcsServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** Faults between the Google store and a server that takes nothing which Google's documents do not allow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GcsFaultTest implements FaultContract {
    private static final String BUCKET = "strict-bucket";

    private final StrictGcsServer server = StrictGcsServer.start(BUCKET);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    public URI server() {
        return URI.create(server.endpoint());
    }

    @Override
    public ObjectStore open(URI endpoint, Duration timeout, RetryListener retries) throws StoreException {
        Map<String, String> options = Map.of("endpoint", endpoint.toString(), "anonymous", "true", "part_size", "1MiB");
        StoreContext plain = StoreContext.plain();
        return new GcsObjectStoreProvider()
                .open(
                        URI.create("gs://" + BUCKET + "/a/prefix"),
                        new StoreSettings(timeout, options),
                        new StoreContext(plain.clock(), plain.kinds(), retries));
    }

    @Override
    public int partBytes() {
        return 1 << 20;
    }

    @Override
    public FaultDialect dialect() {
        return new GcsDialect();
    }
}
