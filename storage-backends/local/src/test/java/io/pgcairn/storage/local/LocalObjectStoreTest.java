package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest implements ObjectStoreContract {
    @TempDir
    Path directory;

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        return new LocalObjectStoreProvider()
                .open(directory.resolve("store").toUri(), new StoreSettings(timeout, Map.of()), StoreContext.plain());
    }
}
