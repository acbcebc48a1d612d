package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Copies what a walk over WAL finds missing, and deletes tails behind the segments that supersede them. */
final class WalCopying implements WalFilter.Finds {
    private static final int BATCH = 500;

    private final Copies copies;
    private final WalCursor cursor;
    private final TierPair tiers;
    private final List<ObjectKey> superseded = new ArrayList<>();
    private final Predicate<String> isLeftOut;
    private String stem = "";
    private String doubtful = "";
    private String last = "";

    /** @param isLeftOut whether the whole segment of this stem was not copied; asked when its turn is over */
    WalCopying(Copies copies, WalCursor cursor, TierPair tiers, Predicate<String> isLeftOut) {
        this.isLeftOut = isLeftOut;
        this.copies = copies;
        this.cursor = cursor;
        this.tiers = tiers;
    }

    @Override
    public void missing(ObjectInfo object) throws IOException, InterruptedException {
        flush();
        if (!cursor.meets(object.key().value())) {
            // What was stored behind the walk comes before this object, which may depend on it.
            throw new TurnedBackException();
        }
        copies.submit(object);
        last = object.key().value();
    }

    @Override
    public void there(ObjectInfo ofSource, ObjectInfo ofTarget) {
        last = ofSource.key().value();
        cursor.meets(last);
        if (ofSource.size() != ofTarget.size()) {
            tiers.listener().differs(ofSource, ofTarget.size());
            if (tiers.names().parse(ofTarget.key()) instanceof ArchiveName.Segment segment) {
                doubtful = segment.stem();
            }
        }
        if (copies.isDone()) {
            cursor.advance(last);
        }
    }

    @Override
    public void superseded(String ofStem, ObjectInfo tail) throws IOException, InterruptedException {
        if (ofStem.equals(doubtful)) {
            // One of the two lengths is wrong: the tails may be all that the target has of the segment.
            return;
        }
        if (!stem.equals(ofStem) || superseded.size() == BATCH) {
            flush();
        }
        stem = ofStem;
        superseded.add(tail.key());
    }

    /** Deletes the tails that were found so far, once everything before them is on the target. */
    void flush() throws IOException, InterruptedException {
        if (!superseded.isEmpty()) {
            List<ObjectKey> keys = List.copyOf(superseded);
            String ofStem = stem;
            superseded.clear();
            copies.then(() -> delete(ofStem, keys));
        }
    }

    /** The complete segment wins wherever tails are read, if it arrived: they cost room, not safety. */
    private void delete(String ofStem, List<ObjectKey> keys) {
        if (isLeftOut.test(ofStem)) {
            return;
        }
        try {
            tiers.target().delete(keys);
        } catch (StoreException e) {
            tiers.listener().tailsLeft(ofStem, e);
        }
    }

    /** All is done: whatever comes next comes behind. */
    void ended() {
        if (!last.isEmpty()) {
            cursor.advance(last);
        }
        cursor.ended();
    }
}
