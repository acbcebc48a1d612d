package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ObjectKind;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** One object's way into one of several tiers. Used by one thread at a time. */
final class Leg {
    private final Tier tier;
    private final Optional<ObjectUpload> upload;
    private boolean hadIt;
    private Optional<StoreException> failure = Optional.empty();

    private Leg(Tier tier, Optional<ObjectUpload> upload) {
        this.tier = tier;
        this.upload = upload;
        this.hadIt = upload.isEmpty();
    }

    static Leg open(Tier tier, ObjectKey key, PutCondition condition) throws StoreException {
        try {
            return new Leg(tier, Optional.of(tier.store().upload(key, condition)));
        } catch (ObjectExistsException e) {
            return new Leg(tier, Optional.empty());
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }

    /** A leg that did not begin; its failure is told at the end, when the others have what they can have. */
    static Leg failed(Tier tier, StoreException failure) {
        Leg leg = new Leg(tier, Optional.empty());
        leg.hadIt = false;
        leg.failure = Optional.of(failure);
        return leg;
    }

    /** Goes no further; the other legs do. */
    void fail(StoreException reason) {
        failure = Optional.of(reason);
    }

    boolean isSending() {
        return upload.isPresent() && failure.isEmpty();
    }

    Optional<StoreException> failure() {
        return failure;
    }

    void write(ByteBuffer bytes) throws StoreException {
        try {
            if (upload.isPresent()) {
                upload.get().write(bytes);
            }
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }

    void commit() throws StoreException {
        try {
            if (upload.isPresent()) {
                upload.get().commit();
            }
        } catch (ObjectExistsException e) {
            hadIt = true;
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }

    void close() throws StoreException {
        try {
            if (upload.isPresent()) {
                upload.get().close();
            }
        } catch (StoreException e) {
            throw TierFailure.in(tier, e);
        }
    }

    /**
     * Judges what the tiers said of the name so far.
     *
     * @throws ObjectExistsException all of them had it
     * @throws StoreForbiddenException some had it, and the name does not say that it is the same
     */
    static void requireMissing(ObjectKey key, List<Leg> legs) throws StoreException {
        List<Leg> before = legs.stream().filter(leg -> leg.hadIt).toList();
        if (before.size() == legs.size()) {
            throw new ObjectExistsException(
                    "object " + key + " exists already in every tier that acknowledges", "", null);
        }
        if (!before.isEmpty() && !ObjectKind.isContentNamed(key)) {
            throw new StoreForbiddenException(
                    "tier " + before.getFirst().tier + ": " + key + " is there already, and may be another object",
                    "two daemons write under one name; give each cluster a name of its own",
                    null);
        }
    }

    /**
     * Makes sure that going on is of use to some tier.
     *
     * @throws StoreException the failure of the first that failed, if no tier takes bytes any more
     */
    static void requireSending(List<Leg> legs) throws StoreException {
        if (legs.stream().noneMatch(Leg::isSending)) {
            requireUnfailed(legs);
        }
    }

    /** @throws StoreException the failure of the first that failed, with those of others beside it */
    static void requireUnfailed(List<Leg> legs) throws StoreException {
        List<StoreException> failures =
                legs.stream().flatMap(leg -> leg.failure.stream()).toList();
        if (!failures.isEmpty()) {
            StoreException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Abandons all uploads; what fails on the way is told beside the failure that led here. */
    static void close(List<Leg> legs, Exception reason) {
        for (Leg leg : legs) {
            try {
                leg.close();
            } catch (StoreException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
