package io.pgcairn.daemon.observe;

import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import java.nio.ByteBuffer;

/** An upload that is timed until it is committed or given up. */
final class ObservedUpload implements ObjectUpload {
    private final ObjectUpload upload;
    private final RequestClock clock;

    ObservedUpload(ObjectUpload upload, RequestClock clock) {
        this.upload = upload;
        this.clock = clock;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        try {
            upload.write(bytes);
        } catch (StoreException e) {
            throw clock.failed(e);
        }
    }

    @Override
    public void commit() throws StoreException {
        try {
            upload.commit();
            clock.end(RequestClock.OK);
        } catch (StoreException e) {
            throw clock.failed(e);
        }
    }

    @Override
    public void close() throws StoreException {
        clock.end(RequestClock.ABANDONED);
        upload.close();
    }
}
