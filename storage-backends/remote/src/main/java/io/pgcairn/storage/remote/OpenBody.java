package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a body; one that opens too late is closed at once. */
record OpenBody(RemoteObjects objects, ObjectKey key, ByteRange range, Optional<String> version)
        implements Request<RemoteBody> {
    private static final Logger LOG = LoggerFactory.getLogger(OpenBody.class);

    @Override
    public RemoteBody send() throws StoreException {
        return objects.get(key, range, version);
    }

    @Override
    public void discard(RemoteBody late) {
        close(late);
    }

    /** Gives a body up; that its connection has broken is then no news. */
    static void close(RemoteBody body) {
        try {
            body.stream().close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("a body that nobody reads any more closed with an error", e);
        }
    }
}
