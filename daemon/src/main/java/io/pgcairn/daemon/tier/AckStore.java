package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * All acking tiers of a cluster as one store, for those who write. An upload goes to all of them, a deletion too; an
 * object is read from the first that has it; a listing shows what any of them has, so that nothing that failed half-way
 * is left out when it is cleaned up. What may be acknowledged is judged by {@link #durable()} instead.
 */
public final class AckStore implements ObjectStore {
    private final List<Tier> tiers;
    private final AckWriter writer;
    private final MergedListing any;

    /** @param tiers all that must have an object, the one that is read first at the beginning */
    public AckStore(List<Tier> tiers) {
        this.tiers = List.copyOf(tiers);
        this.writer = new AckWriter(tiers);
        this.any = MergedListing.ofAny(this.tiers);
    }

    /** Lists only what all tiers have. A name that one of them lacks is not stored as far as PostgreSQL is told. */
    public ObjectLister durable() {
        return MergedListing.ofAll(tiers);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return writer.upload(key, condition);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return firstThatHas(tier -> tier.store().get(key, range));
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return firstThatHas(tier -> tier.store().head(key));
    }

    /** A tier that fails is told and not passed over: what it lacks would look as if it were complete. */
    private <T> T firstThatHas(Request<T> request) throws StoreException {
        Optional<ObjectMissingException> missing = Optional.empty();
        for (Tier tier : tiers) {
            try {
                return request.on(tier);
            } catch (ObjectMissingException e) {
                missing = missing.or(() -> Optional.of(e));
            } catch (StoreException e) {
                throw TierFailure.in(tier, e);
            }
        }
        throw missing.orElseThrow();
    }

    private interface Request<T> {
        T on(Tier tier) throws StoreException;
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return any.list(prefix, after, limit);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        onAll(tier -> tier.store().delete(keys));
    }

    /** Where the first tier is. */
    @Override
    public String location() {
        return tiers.getFirst().store().location();
    }

    @Override
    public StoreCapabilities capabilities() {
        List<StoreCapabilities> each =
                tiers.stream().map(tier -> tier.store().capabilities()).toList();
        return new StoreCapabilities(
                each.stream().allMatch(StoreCapabilities::conditionalPut),
                each.stream().mapToInt(StoreCapabilities::maxDeleteBatch).min().orElse(1));
    }

    /** Closes the stores of all its tiers. */
    @Override
    public void close() throws StoreException {
        onAll(tier -> tier.store().close());
    }

    /** Every tier is asked, also after one has failed; the first failure is thrown at the end. */
    private void onAll(Act act) throws StoreException {
        Optional<StoreException> failure = Optional.empty();
        for (Tier tier : tiers) {
            try {
                act.on(tier);
            } catch (StoreException e) {
                failure = failure.or(() -> Optional.of(TierFailure.in(tier, e)));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private interface Act {
        void on(Tier tier) throws StoreException;
    }
}
