package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.time.Duration;
import java.util.Map;

/** The contract over a store that takes parts one after the other, one request at once, and knows no condition. */
class PartsInOrderTest implements ObjectStoreContract {
    private final Bucket bucket = new Bucket();

    @Override
    public ObjectStore open(Duration timeout) {
        PartRules rules = new PartRules(256 << 10, 100_000, 1 << 30, 1L << 30, 256 << 10, 1);
        return new RemoteObjectStore(
                new MemoryRemote(bucket, rules, false), new StoreSettings(timeout, 1, Map.of()), StoreContext.plain());
    }
}
