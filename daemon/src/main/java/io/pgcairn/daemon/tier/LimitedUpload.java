package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;

/** An upload whose bytes wait for their turn, a piece at a time, before the store is given them. */
final class LimitedUpload implements ObjectUpload {
    private final ObjectUpload upload;
    private final ByteRate rate;

    LimitedUpload(ObjectUpload upload, ByteRate rate) {
        this.upload = upload;
        this.rate = rate;
    }

    @Override
    public void write(ByteBuffer bytes) throws StoreException {
        int end = bytes.limit();
        try {
            do {
                int piece = Math.min(rate.piece(), end - bytes.position());
                await(piece);
                upload.write(bytes.limit(bytes.position() + piece));
            } while (bytes.position() < end);
        } finally {
            bytes.limit(end);
        }
    }

    /** An upload that failed is over, wherever it failed. */
    private void await(int piece) throws StoreException {
        try {
            rate.pass(piece);
        } catch (StoreUnavailableException e) {
            upload.close();
            throw e;
        }
    }

    @Override
    public void commit() throws StoreException {
        upload.commit();
    }

    @Override
    public void close() throws StoreException {
        upload.close();
    }
}
