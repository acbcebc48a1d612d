package io.pgcairn.storage.azure;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.fault.FaultContract;
import io.pgcairn.storage.contract.fault.FaultDialect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Faults between the Azure store and Azurite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureFaultIT implements FaultContract {
    private Azurite azurite;
    private URI location;
    private Path key;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        azurite = new Azurite();
        location = azurite.location(azurite.newContainer(), "/some/prefix");
        key = Files.writeString(
                directory.resolve("account-key"), azurite.server().key() + "\n");
    }

    @AfterAll
    void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Override
    public URI server() {
        return URI.create(azurite.server().endpoint());
    }

    @Override
    public ObjectStore open(URI endpoint, Duration timeout, RetryListener retries) throws StoreException {
        Map<String, String> options =
                Map.of("endpoint", endpoint.toString(), "account_key_file", key.toString(), "part_size", "1MiB");
        StoreContext plain = StoreContext.plain();
        return new AzureObjectStoreProvider()
                .open(
                        location,
                        new StoreSettings(timeout, options),
                        new StoreContext(plain.clock(), plain.kinds(), retries));
    }

    @Override
    public int partBytes() {
        return 1 << 20;
    }

    @Override
    public FaultDialect dialect() {
        return new AzureDialect();
    }
}
