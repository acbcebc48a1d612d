package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.InputStream;
import java.util.Collection;

/** A remote store with the whole contract. Safe for use by several threads. */
public final class RemoteObjectStore implements ObjectStore {
    private final RemoteObjects objects;

    /** @param objects is closed with this store */
    public RemoteObjectStore(RemoteObjects objects, StoreSettings settings, StoreContext context) {
        this.objects = objects;
    }

    @Override
    public String location() {
        return objects.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return objects.capabilities();
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        objects.close();
    }
}
