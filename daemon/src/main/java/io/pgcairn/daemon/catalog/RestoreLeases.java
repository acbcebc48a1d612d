package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The leases of running restores in one tier. Nobody opens one: names say all. Safe for use by several threads.
 */
public final class RestoreLeases {
    /** What the clocks of two hosts may differ by: a lease counts this much longer for who prunes. */
    private static final Duration LEEWAY = Duration.ofMinutes(10);

    private static final byte[] CONTENT = "{}\n".getBytes(StandardCharsets.US_ASCII);

    private final ObjectStore store;
    private final LineageId lineage;

    public RestoreLeases(ObjectStore store, LineageId lineage) {
        this.store = store;
        this.lineage = lineage;
    }

    /**
     * Places a lease, or renews one under a later end. Who prunes at this moment may have gone too far already: the
     * backup's mark tells, afterwards.
     */
    public void place(RestoreLease lease) throws StoreException {
        SmallObjects.put(store, lease.key(lineage), CONTENT);
    }

    /** Gives a lease back before its end. */
    public void release(RestoreLease lease) throws StoreException {
        store.delete(List.of(lease.key(lineage)));
    }

    /** The backups that restores read now; one listing. */
    public Set<BackupId> live(Instant now) throws StoreException {
        Set<BackupId> live = new TreeSet<>();
        for (RestoreLease lease : list()) {
            if (isLive(lease, now)) {
                live.add(lease.backup());
            }
        }
        return live;
    }

    /**
     * Deletes the leases that have ended.
     *
     * @return how many those were
     */
    public int sweep(Instant now) throws StoreException {
        List<ObjectKey> ended = list().stream()
                .filter(lease -> !isLive(lease, now))
                .map(lease -> lease.key(lineage))
                .toList();
        if (!ended.isEmpty()) {
            store.delete(ended);
        }
        return ended.size();
    }

    private static boolean isLive(RestoreLease lease, Instant now) {
        return now.isBefore(lease.until().plus(LEEWAY));
    }

    private List<RestoreLease> list() throws StoreException {
        List<RestoreLease> leases = new ArrayList<>();
        ListedPages.list(store, RestoreLease.prefix(lineage), "", object -> {
            Optional<RestoreLease> lease = RestoreLease.parse(lineage, object.key());
            lease.ifPresent(leases::add);
            return true;
        });
        return leases;
    }
}
