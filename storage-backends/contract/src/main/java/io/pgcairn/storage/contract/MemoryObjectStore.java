package io.pgcairn.storage.contract;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** A store on the heap that keeps the whole contract. For tests; it holds every object until it is deleted. */
public final class MemoryObjectStore implements ObjectStore {
    private static final StoreCapabilities CAPABILITIES = new StoreCapabilities(true, 1000);

    private final MemoryObjects objects;
    private final Duration timeout;
    private volatile boolean isClosed;

    /** An empty store whose objects are dated by {@code clock}. */
    public MemoryObjectStore(Clock clock) {
        this(clock, StoreSettings.DEFAULT_TIMEOUT);
    }

    /** An empty store whose calls end within {@code timeout}; only one of nanoseconds is ever too short for memory. */
    public MemoryObjectStore(Clock clock, Duration timeout) {
        this(new MemoryObjects(clock), timeout);
    }

    private MemoryObjectStore(MemoryObjects objects, Duration timeout) {
        this.objects = objects;
        this.timeout = timeout;
    }

    /** Another store over the same objects, as a second process, or the next one, would open it. */
    public MemoryObjectStore reopen(Duration timeout) {
        return new MemoryObjectStore(objects, timeout);
    }

    @Override
    public String location() {
        return "memory:///";
    }

    @Override
    public StoreCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        begin("upload of " + key).check();
        return new MemoryUpload(this, objects, key, condition);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        CallTime time = begin("get of " + key);
        MemoryObjects.Content content = objects.require(key);
        time.check();
        return new MemoryStream(content.bytes(), range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        CallTime time = begin("head of " + key);
        ObjectInfo info = objects.require(key).info(key);
        time.check();
        return info;
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds at least one object: " + limit);
        }
        CallTime time = begin("list of '" + prefix + "'");
        ObjectPage page = objects.list(prefix, after, limit);
        time.check();
        return page;
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        begin("delete of " + keys.size() + " objects").check();
        keys.forEach(objects::remove);
    }

    @Override
    public void close() {
        isClosed = true;
    }

    /** Starts a call's time, unless the store is closed. */
    CallTime begin(String call) throws StoreException {
        if (isClosed) {
            throw new StoreUnavailableException(call + " after the store was closed", "", null);
        }
        return CallTime.start(call, timeout);
    }
}
