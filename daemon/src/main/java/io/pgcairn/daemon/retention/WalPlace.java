package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.Optional;

/** Reads from names of WAL which place it is of. */
final class WalPlace {
    private static final int TIMELINE_DIGITS = 8;

    private WalPlace() {}

    /** The segment whose names begin like this; empty if no segment of this size has such a name. */
    static Optional<SegmentName> segment(String stem, SegmentSize size) {
        int slash = stem.lastIndexOf('/');
        String name = stem.substring(slash + 1);
        boolean isInPlace = stem.startsWith(name.substring(0, TIMELINE_DIGITS), slash - TIMELINE_DIGITS);
        try {
            return isInPlace ? Optional.of(SegmentName.parse(name, size)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // The digits have the right form but say something impossible: not a name that we wrote.
            return Optional.empty();
        }
    }

    static Optional<TimelineId> timeline(ArchiveName.History history) {
        try {
            return Optional.of(TimelineId.parse(history.key().name().substring(0, TIMELINE_DIGITS)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
