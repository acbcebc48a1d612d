package io.pgcairn.storage.gcs;

import com.google.api.client.http.AbstractInputStreamContent;
import io.pgcairn.storage.remote.PartBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A part's bytes, or a stretch of them, as what a request sends. */
final class BodyContent extends AbstractInputStreamContent {
    static final String TYPE = "application/octet-stream";

    private static final int BUFFER_BYTES = 64 << 10;

    private final PartBody body;
    private final int from;
    private final int length;

    BodyContent(PartBody body, int from, int length) {
        super(TYPE);
        this.body = body;
        this.from = from;
        this.length = length;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public boolean retrySupported() {
        return true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream in = body.open();
        in.skipNBytes(from);
        return in;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[Math.clamp(length, 1, BUFFER_BYTES)];
        int left = length;
        try (InputStream in = getInputStream()) {
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("a body ended " + left + " bytes early");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        out.flush();
    }
}
