package io.pgcairn.storage.contract;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreSettings;
import java.time.Clock;
import java.time.Duration;

class MemoryObjectStoreTest implements ObjectStoreContract {
    private final MemoryObjectStore memory = new MemoryObjectStore(Clock.systemUTC(), StoreSettings.DEFAULT_TIMEOUT);

    @Override
    public ObjectStore open(Duration timeout) {
        return memory.reopen(timeout);
    }
}
