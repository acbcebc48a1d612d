package io.pgcairn.storage.contract;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import java.io.InputStream;
import java.util.Collection;

/** A store that asks a {@link FaultScript} before each step and otherwise does what the store behind it does. */
public final class FaultyObjectStore implements ObjectStore {
    private final ObjectStore store;
    private volatile FaultScript script;

    public FaultyObjectStore(ObjectStore store, FaultScript script) {
        this.store = store;
        this.script = script;
    }

    /** Replaces the script, for the steps from now on; uploads and streams that are open obey it too. */
    public void follow(FaultScript next) {
        script = next;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        before(StoreStep.UPLOAD, key.value());
        return new FaultyUpload(this, store.upload(key, condition), key);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        before(StoreStep.GET, key.value());
        return new FaultyStream(this, store.get(key, range), key);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        before(StoreStep.HEAD, key.value());
        return store.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        before(StoreStep.LIST, prefix);
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        for (ObjectKey key : keys) {
            before(StoreStep.DELETE, key.value());
        }
        store.delete(keys);
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }

    void before(StoreStep step, String key) throws StoreException {
        script.before(step, key);
    }
}
