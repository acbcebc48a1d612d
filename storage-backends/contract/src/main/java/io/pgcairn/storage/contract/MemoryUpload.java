package io.pgcairn.storage.contract;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes gathered until the commit. */
final class MemoryUpload implements ObjectUpload {
    private static final int CHUNK_BYTES = 8192;

    private final MemoryObjectStore store;
    private final MemoryObjects objects;
    private final ObjectKey key;
    private final PutCondition condition;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private boolean isOpen = true;

    MemoryUpload(MemoryObjectStore store, MemoryObjects objects, ObjectKey key, PutCondition condition) {
        this.store = store;
        this.objects = objects;
        this.key = key;
        this.condition = condition;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        requireOpen();
        CallTime time = begin("write to ");
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, bytes.remaining())];
        while (bytes.hasRemaining()) {
            int length = Math.min(chunk.length, bytes.remaining());
            bytes.get(chunk, 0, length);
            gathered.write(chunk, 0, length);
        }
        finish(time);
    }

    @Override
    public void commit() throws StoreException {
        requireOpen();
        CallTime time = begin("commit of ");
        finish(time);
        isOpen = false;
        objects.put(key, gathered.toByteArray(), condition);
    }

    @Override
    public void close() {
        isOpen = false;
    }

    private CallTime begin(String verb) throws StoreException {
        isOpen = false;
        CallTime time = store.begin(verb + key);
        isOpen = true;
        return time;
    }

    /** An upload that ran out of time is dead. */
    private void finish(CallTime time) throws StoreException {
        isOpen = false;
        time.check();
        isOpen = true;
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("the upload of " + key + " has ended already");
        }
    }
}
