package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.InputStream;

/**
 * A store whose uploads and downloads keep to a rate. The wait for the rate lies between the store's calls, so it does
 * not count against their deadlines.
 */
public final class LimitedObjectStore extends ForwardingObjectStore {
    private final ByteRate up;
    private final ByteRate down;

    public LimitedObjectStore(ObjectStore store, ByteRate up, ByteRate down) {
        super(store);
        this.up = up;
        this.down = down;
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return new LimitedStream(super.get(key, range), down);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return new LimitedUpload(super.upload(key, condition), up);
    }
}
