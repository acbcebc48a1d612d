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

/** A store whose pages hold few objects, so that a listing of a few dozen has many, as one of a hundred thousand. */
record FewPerPage(ObjectStore store, int most) implements ObjectStore {
    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return store.list(prefix, after, Math.min(limit, most));
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return store.upload(key, condition);
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
