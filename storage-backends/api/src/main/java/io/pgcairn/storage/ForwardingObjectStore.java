package io.pgcairn.storage;

import java.io.InputStream;
import java.util.Collection;

/**
 * A store that passes every call on to another one: what decorates a store overrides what it changes. As safe for use
 * by several threads as the other.
 */
public abstract class ForwardingObjectStore implements ObjectStore {
    private final ObjectStore store;

    /** @param store is closed with this one */
    protected ForwardingObjectStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return store.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return store.head(key);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return store.upload(key, condition);
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
