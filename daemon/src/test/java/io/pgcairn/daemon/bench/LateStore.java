package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/** A store far away: every answer takes the same time longer. */
final class LateStore extends ForwardingObjectStore {
    private final int millis;

    LateStore(ObjectStore store, int millis) {
        super(store);
        this.millis = millis;
    }

    private void travel() {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        travel();
        return super.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        travel();
        return super.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        travel();
        return super.list(prefix, after, limit);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        travel();
        return super.upload(key, condition);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        travel();
        super.delete(keys);
    }
}
