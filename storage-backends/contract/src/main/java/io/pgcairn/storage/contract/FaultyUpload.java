package io.pgcairn.storage.contract;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import java.nio.ByteBuffer;

/** An upload whose writes and commit may fail by script; a scripted failure kills it as a real one does. */
final class FaultyUpload implements ObjectUpload {
    private final FaultyObjectStore faults;
    private final ObjectUpload upload;
    private final ObjectKey key;

    FaultyUpload(FaultyObjectStore faults, ObjectUpload upload, ObjectKey key) {
        this.faults = faults;
        this.upload = upload;
        this.key = key;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        before(StoreStep.WRITE);
        upload.write(bytes);
    }

    @Override
    public void commit() throws StoreException {
        before(StoreStep.COMMIT);
        upload.commit();
        faults.before(StoreStep.COMMITTED, key.value());
    }

    @Override
    public void close() throws StoreException {
        upload.close();
    }

    private void before(StoreStep step) throws StoreException {
        try {
            faults.before(step, key.value());
        } catch (StoreException e) {
            upload.close();
            throw e;
        }
    }
}
