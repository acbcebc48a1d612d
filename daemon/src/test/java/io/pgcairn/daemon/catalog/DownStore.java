package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Collection;

/** A store that is down when it is told to be, or loses its answers to commits, or does not decide between puts. */
final class DownStore implements ObjectStore {
    volatile boolean isDown;
    volatile boolean losesAnswers;
    volatile boolean isConditional = true;
    private final ObjectStore store;

    DownStore(ObjectStore store) {
        this.store = store;
    }

    private void answer() throws StoreUnavailableException {
        if (isDown) {
            throw new StoreUnavailableException("down", "", null);
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        answer();
        ObjectUpload upload = store.upload(key, condition);
        return new ObjectUpload() {
            @Override
            public void write(ByteBuffer bytes) throws StoreException {
                upload.write(bytes);
            }

            @Override
            public void commit() throws StoreException {
                upload.commit();
                if (losesAnswers) {
                    throw new StoreUnavailableException("the answer is lost", "", null);
                }
            }

            @Override
            public void close() throws StoreException {
                upload.close();
            }
        };
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        answer();
        return store.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        answer();
        return store.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        answer();
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        answer();
        store.delete(keys);
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(isConditional, 1000);
    }

    @Override
    public void close() throws StoreException {
        store.close();
    }
}
