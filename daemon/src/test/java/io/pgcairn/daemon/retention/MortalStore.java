package io.pgcairn.daemon.retention;

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
import java.util.Collection;
import java.util.List;

/**
 * Another store, one deletion at a time and pages of three, whose user dies before a given call: the next process opens
 * what is left. Before every call somebody looks at what there is.
 */
final class MortalStore extends ForwardingObjectStore {
    private static final int SHORT = 3;

    private final Runnable look;
    private long callsLeft;

    MortalStore(ObjectStore store, long calls, Runnable look) {
        super(store);
        this.callsLeft = calls;
        this.look = look;
    }

    /** No exception that anybody catches: as the kernel's signal 9. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("killed");
        }
    }

    private void live() {
        look.run();
        if (callsLeft-- == 0) {
            throw new Death();
        }
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        live();
        return super.upload(key, condition);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        live();
        return super.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        live();
        return super.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        live();
        return super.list(prefix, after, Math.min(limit, SHORT));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        for (ObjectKey key : keys) {
            live();
            super.delete(List.of(key));
        }
    }
}
