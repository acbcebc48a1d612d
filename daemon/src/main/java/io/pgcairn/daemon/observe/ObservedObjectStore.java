package io.pgcairn.daemon.observe;

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

/** Passes every request on and tells an observer how it ended. */
final class ObservedObjectStore extends ForwardingObjectStore {
    private final StoreObserver observer;

    ObservedObjectStore(ObjectStore store, StoreObserver observer) {
        super(store);
        this.observer = observer;
    }

    /** Lasts until the stream is read or closed, since that is when the bytes travel. */
    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        RequestClock clock = new RequestClock("get", observer);
        try {
            return new ObservedStream(super.get(key, range), clock);
        } catch (StoreException e) {
            throw clock.failed(e);
        }
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return timed("head", () -> super.head(key));
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        RequestClock clock = new RequestClock("put", observer);
        try {
            return new ObservedUpload(super.upload(key, condition), clock);
        } catch (StoreException e) {
            throw clock.failed(e);
        }
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return timed("list", () -> super.list(prefix, after, limit));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        timed("delete", () -> {
            super.delete(keys);
            return keys;
        });
    }

    private <T> T timed(String op, Request<T> request) throws StoreException {
        RequestClock clock = new RequestClock(op, observer);
        try {
            T answer = request.run();
            clock.end(RequestClock.OK);
            return answer;
        } catch (StoreException e) {
            throw clock.failed(e);
        }
    }

    private interface Request<T> {
        T run() throws StoreException;
    }
}
