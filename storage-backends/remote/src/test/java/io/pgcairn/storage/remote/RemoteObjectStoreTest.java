package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.time.Duration;
import java.util.Map;

class RemoteObjectStoreTest implements ObjectStoreContract {
    private final Bucket bucket = new Bucket();

    @Override
    public ObjectStore open(Duration timeout) {
        return new RemoteObjectStore(
                new MemoryRemote(bucket, MemoryRemote.SMALL_PARTS, true),
                new StoreSettings(timeout, Map.of()),
                StoreContext.plain());
    }
}
