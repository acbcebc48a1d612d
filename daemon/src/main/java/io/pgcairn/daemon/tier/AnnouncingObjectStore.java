package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes everything on and tells listeners of each object that became durable, before whoever stored it hears of it: so
 * what is stored afterwards is announced afterwards.
 */
public final class AnnouncingObjectStore extends ForwardingObjectStore {
    private final List<StoredListener> listeners = new CopyOnWriteArrayList<>();

    public AnnouncingObjectStore(ObjectStore store) {
        super(store);
    }

    /** Tells this listener from now on. */
    public void announceTo(StoredListener listener) {
        listeners.add(listener);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        try {
            return new Announcing(key, super.upload(key, condition));
        } catch (ObjectExistsException e) {
            announce(key, 0);
            throw e;
        }
    }

    /** What is there already may never have been announced: its reply was lost, or another daemon stored it. */
    private void announce(ObjectKey key, long bytes) {
        listeners.forEach(listener -> listener.stored(key, bytes));
    }

    private final class Announcing implements ObjectUpload {
        private final ObjectKey key;
        private final ObjectUpload upload;
        private long bytes;

        Announcing(ObjectKey key, ObjectUpload upload) {
            this.key = key;
            this.upload = upload;
        }

        @Override
        public void write(ByteBuffer buffer) throws StoreException {
            int length = buffer.remaining();
            upload.write(buffer);
            bytes += length;
        }

        @Override
        public void commit() throws StoreException {
            try {
                upload.commit();
            } catch (ObjectExistsException e) {
                announce(key, bytes);
                throw e;
            }
            announce(key, bytes);
        }

        @Override
        public void close() throws StoreException {
            upload.close();
        }
    }
}
