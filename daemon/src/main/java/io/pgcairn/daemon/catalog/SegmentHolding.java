package io.pgcairn.daemon.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the store holds of one segment.
 *
 * @param contents the complete segment, once; more than once only if two servers wrote different WAL under one name
 * @param tails pieces of it from the time when it was filling, by their first byte
 */
record SegmentHolding(List<StoredName.Segment> contents, List<StoredName.Tail> tails) {
    static final SegmentHolding NOTHING = new SegmentHolding(List.of(), List.of());

    SegmentHolding {
        contents = List.copyOf(contents);
        tails = List.copyOf(tails);
    }

    boolean isComplete() {
        return !contents.isEmpty();
    }

    SegmentHolding with(StoredName.Segment segment) {
        // The same bytes may be there twice, sealed and not, from before and after encryption was switched.
        if (contents.stream().anyMatch(held -> held.digest().equals(segment.digest()))) {
            return this;
        }
        List<StoredName.Segment> more = new ArrayList<>(contents);
        more.add(segment);
        return new SegmentHolding(more, tails);
    }

    SegmentHolding with(StoredName.Tail tail) {
        if (tails.stream().anyMatch(held -> held.isSameAs(tail))) {
            return this;
        }
        List<StoredName.Tail> more = new ArrayList<>(tails);
        more.add(tail);
        more.sort(Comparator.comparingInt(StoredName.Tail::from).thenComparingInt(StoredName.Tail::to));
        return new SegmentHolding(contents, more);
    }

    SegmentHolding withoutTails() {
        return new SegmentHolding(contents, List.of());
    }

    /**
     * The fewest tails that cover the segment from its start as far as possible. They may overlap: one that was
     * shipped after a restart begins before the end of one shipped earlier.
     */
    List<StoredName.Tail> cover() {
        List<StoredName.Tail> cover = new ArrayList<>();
        int end = 0;
        int next = 0;
        while (next < tails.size()) {
            StoredName.Tail best = null;
            while (next < tails.size() && tails.get(next).from() <= end) {
                StoredName.Tail candidate = tails.get(next++);
                best = candidate.to() > end && (best == null || candidate.to() > best.to()) ? candidate : best;
            }
            if (best == null) {
                return cover;
            }
            cover.add(best);
            end = best.to();
        }
        return cover;
    }

    /** Whether two tails of one place hold different bytes. */
    boolean hasContradictoryTails() {
        for (int i = 1; i < tails.size(); i++) {
            StoredName.Tail before = tails.get(i - 1);
            StoredName.Tail tail = tails.get(i);
            boolean isSamePlace = before.from() == tail.from() && before.to() == tail.to();
            if (isSamePlace && !before.digest().equals(tail.digest())) {
                return true;
            }
        }
        return false;
    }

    /** How many bytes from the segment's start the tails cover. */
    int coveredBytes() {
        List<StoredName.Tail> cover = cover();
        return cover.isEmpty() ? 0 : cover.getLast().to();
    }

    /** Whether a tail lies beyond what the tails cover from the segment's start. */
    boolean hasHole() {
        int covered = coveredBytes();
        return tails.stream().anyMatch(tail -> tail.to() > covered);
    }
}
