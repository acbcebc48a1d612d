package io.pgcairn.daemon.check;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The objects that checks put into a store for a moment. One whose check was killed stays, until a later one sweeps.
 */
final class ProbeObjects {
    /** No check runs that long, so it is nobody's any more. */
    static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    /** Each of ours is far smaller: whatever is larger has a name like ours by accident. */
    static final long LARGEST = 64 << 10;

    private static final int AT_ONCE = 1000;
    private static final Pattern REST =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(\\.zst)?(\\.age)?");

    private final ObjectStore store;
    private final String prefix;

    ProbeObjects(ObjectStore store, String cluster) {
        this.store = store;
        this.prefix = cluster + "/check-";
    }

    /** A name that is nobody's yet. */
    ObjectKey name(String suffix) {
        return new ObjectKey(prefix + UUID.randomUUID() + suffix);
    }

    /**
     * Deletes the abandoned ones, so many at most as one page lists.
     *
     * @param now by the store's clock
     * @return how many those were
     */
    int sweep(Instant now) throws StoreException {
        List<ObjectKey> abandoned = store.list(prefix, "", AT_ONCE).objects().stream()
                .filter(object -> isAbandoned(object, now))
                .map(ObjectInfo::key)
                .toList();
        if (!abandoned.isEmpty()) {
            store.delete(abandoned);
        }
        return abandoned.size();
    }

    private boolean isAbandoned(ObjectInfo object, Instant now) {
        String key = object.key().value();
        return key.startsWith(prefix)
                && REST.matcher(key.substring(prefix.length())).matches()
                && object.size() <= LARGEST
                && object.modified().isBefore(now.minus(ABANDONED_AFTER));
    }

    /** Deletes one of them after something went wrong; if that goes wrong too, a later check sweeps it. */
    void remove(ObjectKey key) {
        // Whoever is interrupted, since his time is over, still has this to do.
        boolean wasInterrupted = Thread.interrupted();
        try {
            store.delete(List.of(key));
        } catch (StoreException e) {
            // What went wrong first is what is told.
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
