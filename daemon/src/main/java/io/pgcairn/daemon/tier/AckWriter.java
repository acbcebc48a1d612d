package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ObjectKind;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.ObjectWriter;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes each object to every acking tier: a commit that returns means that all of them have it. If one tier fails the
 * whole fails with that tier's name, and the next upload of the same name completes what is missing. WAL goes on to the
 * tiers that work before the failure of another is told: what is in one place is safer than what is nowhere.
 *
 * <p>Of names that hold their content's digest, "exists" in one tier says that these bytes are there, and the others
 * get theirs. Small records ({@code lineage.json}, {@code backup.json}) keep one winner: the first tier decides between
 * writers, and every tier gets the winner's bytes. {@link ObjectExistsException} is thrown only when all tiers have the
 * name.
 */
public final class AckWriter implements ObjectWriter {
    private final List<Tier> tiers;

    /** @param tiers all that must have an object, the deciding one first */
    public AckWriter(List<Tier> tiers) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("an object goes to a tier at least");
        }
        this.tiers = List.copyOf(tiers);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        if (condition == PutCondition.IF_ABSENT && isRecord(key)) {
            return new RecordUpload(tiers, key);
        }
        return fan(key, condition);
    }

    private static boolean isRecord(ObjectKey key) {
        Optional<ObjectKind> kind = ObjectKind.of(key);
        return kind.isPresent() && (kind.get() == ObjectKind.LINEAGE || kind.get() == ObjectKind.MARK);
    }

    private ObjectUpload fan(ObjectKey key, PutCondition condition) throws StoreException {
        boolean goesOn = condition == PutCondition.IF_ABSENT && ObjectKind.isContentNamed(key);
        List<Leg> legs = new ArrayList<>();
        try {
            for (Tier tier : tiers) {
                legs.add(goesOn ? openOrFail(tier, key) : Leg.open(tier, key, condition));
            }
            Leg.requireMissing(key, legs);
            Leg.requireSending(legs);
        } catch (StoreException | RuntimeException e) {
            Leg.close(legs, e);
            throw e;
        }
        return new FannedUpload(key, legs, goesOn);
    }

    private static Leg openOrFail(Tier tier, ObjectKey key) {
        try {
            return Leg.open(tier, key, PutCondition.IF_ABSENT);
        } catch (StoreException e) {
            return Leg.failed(tier, e);
        }
    }
}
