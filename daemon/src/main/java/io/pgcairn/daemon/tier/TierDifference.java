package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectLister;
import java.io.IOException;

/** Walks two listings side by side in key order, in the memory of two pages. */
final class TierDifference {
    private final ObjectLister source;
    private final ObjectLister target;

    TierDifference(ObjectLister source, ObjectLister target) {
        this.source = source;
        this.target = target;
    }

    /** Is shown every object of both, in key order. */
    interface Visitor {
        void onlySource(ObjectInfo object) throws IOException, InterruptedException;

        default void both(ObjectInfo ofSource, ObjectInfo ofTarget) throws IOException, InterruptedException {}

        default void onlyTarget(ObjectInfo object) throws IOException, InterruptedException {}
    }

    /** @param after a key or any string that sorts before what is to be shown */
    void walk(String prefix, String after, Visitor visitor) throws IOException, InterruptedException {
        Listing left = new Listing(source, prefix, after);
        Listing right = new Listing(target, prefix, after);
        while (left.hasNext() || right.hasNext()) {
            int order = compare(left, right);
            if (order < 0) {
                visitor.onlySource(left.take());
            } else if (order > 0) {
                visitor.onlyTarget(right.take());
            } else {
                visitor.both(left.take(), right.take());
            }
        }
    }

    private static int compare(Listing left, Listing right) throws IOException {
        if (!left.hasNext() || !right.hasNext()) {
            return left.hasNext() ? -1 : 1;
        }
        return left.peek().key().compareTo(right.peek().key());
    }
}
