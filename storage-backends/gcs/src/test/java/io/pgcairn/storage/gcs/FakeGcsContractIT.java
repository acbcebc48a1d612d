package io.pgcairn.storage.gcs;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.ObjectStoreContract;
import io.pgcairn.storage.servers.FakeGcsServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract over the emulator that others test with; skipped by name where Go is not there to build it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeGcsContractIT implements ObjectStoreContract {
    private static final String BUCKET = "contract";

    private Optional<FakeGcsServer> server = Optional.empty();
    private String prefix = "";

    @BeforeAll
    void startServer() {
        Optional<String> missing = FakeGcsServer.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "no fake-gcs-server: " + missing.orElse(""));
        FakeGcsServer started = FakeGcsServer.start();
        server = Optional.of(started);
        started.makeBucket(BUCKET);
    }

    @AfterAll
    void stopServer() {
        server.ifPresent(FakeGcsServer::close);
    }

    @BeforeEach
    void takeAnEmptyPrefix() {
        prefix = UUID.randomUUID().toString();
    }

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        return new GcsObjectStoreProvider()
                .open(
                        URI.create("gs://" + BUCKET + "/" + prefix),
                        new StoreSettings(
                                timeout, Map.of("endpoint", server.orElseThrow().endpoint(), "anonymous", "true")),
                        StoreContext.plain());
    }
}
