package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.ContentDigest;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;

/** What the name of an object under {@code wal/} says. */
public sealed interface StoredName {
    /** The name itself. */
    ObjectKey key();

    /** A complete segment. */
    record Segment(ObjectKey key, SegmentName segment, ContentDigest digest) implements StoredName {}

    /** The bytes {@code [from, to)} of a segment that was still filling. */
    record Tail(ObjectKey key, SegmentName segment, int from, int to, ContentDigest digest) implements StoredName {
        public Tail {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("a tail has bytes: " + key);
            }
        }

        /** Whether it holds the same bytes of the same place, sealed or not. */
        boolean isSameAs(Tail other) {
            return from == other.from && to == other.to && digest.equals(other.digest);
        }
    }

    /** A timeline's history file. */
    record History(ObjectKey key, TimelineId timeline, ContentDigest digest) implements StoredName {}

    /** A name of no form that this version writes; left alone. */
    record Foreign(ObjectKey key) implements StoredName {}
}
