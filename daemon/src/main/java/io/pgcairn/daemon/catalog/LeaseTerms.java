package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The terms of one lineage's lease as objects. The one with the highest number counts, and is never deleted. */
final class LeaseTerms {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseTerms.class);
    private static final Pattern NAME = Pattern.compile("\\d{10}\\.json");

    private final ObjectStore store;
    private final String prefix;

    LeaseTerms(ObjectStore store, LineageId lineage) {
        this.store = store;
        this.prefix = lineage + "/leases/backup/";
    }

    /** The highest number; 0 if there never was a lease. */
    long newest() throws StoreException {
        List<ObjectKey> all = list();
        return all.isEmpty() ? 0 : number(all.getLast());
    }

    /** What a term says; empty if it is gone, which one that is not the newest may be at any time. */
    Optional<LeaseTerm> read(long number) throws IOException {
        try {
            return Optional.of(LeaseTerm.fromJson(SmallObjects.read(store, key(number))));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts a term; whether it is ours and counts. A name below the newest may be free again, since older terms are
     * deleted: who slept that long is told by the listing afterwards. A store that cannot decide between two puts is
     * read back, which makes a double unlikely and not impossible.
     */
    boolean put(long number, LeaseTerm term) throws IOException {
        boolean isSure = store.capabilities().conditionalPut();
        try (ObjectUpload upload = store.upload(key(number), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(term.toJson()));
            upload.commit();
        } catch (ObjectExistsException e) {
            // By ourselves, perhaps, if an answer was lost.
            isSure = false;
        }
        return newest() == number && (isSure || read(number).filter(term::isOf).isPresent());
    }

    /** Deletes the terms before this one, as far as the store lets us: they are in nobody's way. */
    void deleteBefore(long number) {
        try {
            List<ObjectKey> older =
                    list().stream().filter(key -> number(key) < number).toList();
            if (!older.isEmpty()) {
                store.delete(older);
            }
        } catch (StoreException e) {
            LOG.debug("older terms of the lease {} stay: {}", prefix, e.getMessage());
        }
    }

    private List<ObjectKey> list() throws StoreException {
        List<ObjectKey> keys = new ArrayList<>();
        ListedPages.list(store, prefix, "", object -> {
            if (NAME.matcher(object.key().name()).matches()) {
                keys.add(object.key());
            }
            return true;
        });
        return keys;
    }

    private static long number(ObjectKey key) {
        String name = key.name();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private ObjectKey key(long number) {
        return new ObjectKey(prefix + String.format(Locale.ROOT, "%010d.json", number));
    }
}
