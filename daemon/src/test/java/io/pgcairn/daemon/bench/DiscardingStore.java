package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collection;

/** A store that costs nothing: it forgets what is put below a {@code wal} directory and keeps the rest in memory. */
final class DiscardingStore implements ObjectStore {
    private final MemoryObjectStore rest = new MemoryObjectStore(Clock.systemUTC());

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return key.toString().contains("/wal/") ? new Forgotten() : rest.upload(key, condition);
    }

    private static final class Forgotten implements ObjectUpload {
        @Override
        public void write(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return rest.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return rest.head(key);
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return rest.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        rest.delete(keys);
    }

    @Override
    public String location() {
        return "discard:///";
    }

    @Override
    public StoreCapabilities capabilities() {
        return rest.capabilities();
    }

    @Override
    public void close() {
        rest.close();
    }
}
