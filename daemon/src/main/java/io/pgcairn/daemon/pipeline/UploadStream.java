package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.StoreException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An upload as the stream that the layers above write to; counts what passes. Closing it does nothing. */
final class UploadStream extends OutputStream {
    private final ObjectUpload upload;
    private long count;

    UploadStream(ObjectUpload upload) {
        this.upload = upload;
    }

    @Override
    public void write(int b) throws StoreException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws StoreException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    void write(ByteBuffer bytes) throws StoreException {
        int length = bytes.remaining();
        upload.write(bytes);
        count += length;
    }

    long count() {
        return count;
    }
}
