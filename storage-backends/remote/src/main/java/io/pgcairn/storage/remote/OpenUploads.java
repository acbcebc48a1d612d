package io.pgcairn.storage.remote;

import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The uploads in parts that have neither been completed nor abandoned. Safe for use by several threads. */
final class OpenUploads {
    private static final Logger LOG = LoggerFactory.getLogger(OpenUploads.class);

    private final Set<RemoteParts> open = ConcurrentHashMap.newKeySet();

    void add(RemoteParts parts) {
        open.add(parts);
    }

    void remove(RemoteParts parts) {
        open.remove(parts);
    }

    /** Abandons all of them and waits for that, but not for long; the sweep finds what is left. */
    void abandonAll(Duration patience) {
        List<Thread> threads = new ArrayList<>();
        for (RemoteParts parts : open) {
            threads.add(Thread.ofVirtual().name("pgcairn-abort").start(() -> abort(parts)));
        }
        open.clear();
        Patience.join(threads, patience);
    }

    /** Abandons an upload; a failure is told to nobody else, since the sweep finds what is left. */
    static void abort(RemoteParts parts) {
        try {
            parts.abort();
        } catch (StoreException | RuntimeException e) {
            LOG.debug("an upload could not be abandoned and is left to the sweep", e);
        }
    }
}
