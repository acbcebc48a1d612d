package io.pgcairn.storage.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept with Azurite on the other side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzuriteContractIT implements ObjectStoreContract {
    @TempDir
    Path directory;

    private Azurite azurite;
    private BlobContainerClient container;

    @BeforeAll
    void start() {
        azurite = new Azurite();
    }

    @AfterAll
    void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @BeforeEach
    void make_a_container() {
        container = azurite.newContainer();
    }

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        try {
            return azurite.open(azurite.location(container, "/some/prefix"), directory, timeout);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
