package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ForwardingObjectStore;
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
final class DownStore extends ForwardingObjectStore {
    volatile boolean isDown;
    volatile boolean losesAnswers;
    volatile boolean isConditional = true;

    DownStore(ObjectStore store) {
        super(store);
    }

    private void answer() throws StoreUnavailableException {
        if (isDown) {
            throw new StoreUnavailableException("down", "", null);
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        answer();
        ObjectUpload upload = super.upload(key, condition);
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
        return super.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        answer();
        return super.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        answer();
        return super.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        answer();
        super.delete(keys);
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(isConditional, 1000);
    }
}
