package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpResponse;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An answer's bytes. The last of them are given out only if the checksum of all is right. Used by one thread at a time.
 */
final class BodyStream extends InputStream {
    private final HttpResponse response;
    private final InputStream in;
    private final Optional<String> crc32c;
    private final String what;
    private final Runnable atDamage;
    private final Checksum seen = new Checksum();
    private long left;

    /**
     * @param length what the store announced
     * @param crc32c what the whole must have; empty if the store does not say, or the bytes are not the whole
     * @param atDamage told of a wrong checksum before the reader is
     */
    BodyStream(HttpResponse response, long length, Optional<String> crc32c, String what, Runnable atDamage)
            throws IOException {
        this.response = response;
        this.in = response.getContent() == null ? InputStream.nullInputStream() : response.getContent();
        this.left = length;
        this.crc32c = crc32c;
        this.what = what;
        this.atDamage = atDamage;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                left -= read;
                check(bytes, offset, read);
            }
            return read;
        } catch (IOException e) {
            throw GcsErrors.of(what, e);
        }
    }

    private void check(byte[] bytes, int offset, int read) throws StoreUnavailableException {
        if (crc32c.isEmpty()) {
            return;
        }
        seen.update(bytes, offset, read);
        if (left == 0 && !seen.base64().equals(crc32c.get())) {
            atDamage.run();
            throw new StoreUnavailableException(what + ": the bytes were damaged on their way", "", null);
        }
    }

    /** Gives the connection up unless everything was read: reading on could take for ever. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            response.disconnect();
        } else {
            in.close();
        }
    }
}
