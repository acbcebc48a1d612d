package io.pgcairn.storage.s3;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A body whose failures are the contract's. Read by one thread at a time; any other may close it. */
final class S3Body extends InputStream {
    private final S3Calls calls;
    private final ObjectKey key;
    private final ResponseInputStream<GetObjectResponse> stream;
    private volatile long left;

    S3Body(S3Calls calls, ObjectKey key, ResponseInputStream<GetObjectResponse> stream, long length) {
        this.calls = calls;
        this.key = key;
        this.stream = stream;
        this.left = length;
    }

    @Override
    public int read() throws StoreException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws StoreException {
        try {
            int count = stream.read(target, offset, length);
            left = count < 0 ? 0 : left - count;
            return count;
        } catch (IOException | RuntimeException e) {
            throw calls.translated(Verb.GET, key.value(), e);
        }
    }

    /** A body read to its end gives its connection back; any other is cut off, since the rest may be long. */
    @Override
    public void close() throws StoreException {
        try {
            if (left > 0) {
                stream.abort();
            }
            stream.close();
        } catch (IOException | RuntimeException e) {
            throw calls.translated(Verb.GET, key.value(), e);
        }
    }
}
