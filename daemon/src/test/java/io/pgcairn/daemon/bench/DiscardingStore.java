package io.pgcairn.daemon.bench;

import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.nio.ByteBuffer;
import java.time.Clock;

/** A store that costs nothing: it forgets what is put below a {@code wal} directory and keeps the rest in memory. */
final class DiscardingStore extends ForwardingObjectStore {
    DiscardingStore() {
        super(new MemoryObjectStore(Clock.systemUTC()));
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return key.toString().contains("/wal/") ? new Forgotten() : super.upload(key, condition);
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
    public String location() {
        return "discard:///";
    }
}
