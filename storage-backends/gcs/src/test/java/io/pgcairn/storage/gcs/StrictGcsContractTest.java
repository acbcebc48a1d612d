package io.pgcairn.storage.gcs;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The contract over a server that takes nothing which Google's documents do not allow. */
class StrictGcsContractTest implements ObjectStoreContract {
    private final StrictStores stores = new StrictStores();

    @AfterEach
    void stopServer() {
        stores.close();
    }

    @Override
    public ObjectStore open(Duration timeout) throws StoreException {
        return stores.open(timeout, Map.of(), StoreContext.plain());
    }
}
