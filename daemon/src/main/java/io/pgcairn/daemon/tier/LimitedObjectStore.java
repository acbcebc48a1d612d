package io.pgcairn.daemon.tier;

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

/**
 * A store whose uploads and downloads keep to a rate. The wait for the rate lies between the store's calls, so it does
 * not count against their deadlines.
 */
public final class LimitedObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final ByteRate up;
    private final ByteRate down;

    public LimitedObjectStore(ObjectStore store, ByteRate up, ByteRate down) {
        this.store = store;
        this.up = up;
        this.down = down;
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return new LimitedStream(store.get(key, range), down);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return store.head(key);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return new LimitedUpload(store.upload(key, condition), up);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        store.delete(keys);
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
    public void close() throws StoreException {
        store.close();
    }
}
