package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectInfo;
import java.io.IOException;

/**
 * Picks from two listings, walked side by side, what concerns a lineage's WAL. A segment's whole sorts before its
 * tails, and they are not wanted beside it. Used by one thread, for one walk.
 */
final class WalFilter {
    private final ArchiveNames names;
    private final WantedObjects wanted;
    private String complete = "";

    WalFilter(ArchiveNames names, WantedObjects wanted) {
        this.names = names;
        this.wanted = wanted;
    }

    /** What is found, in key order. */
    interface Finds {
        /** The target lacks it. */
        void missing(ObjectInfo object) throws IOException, InterruptedException;

        /** Both have it. */
        default void there(ObjectInfo ofSource, ObjectInfo ofTarget) throws IOException, InterruptedException {}

        /** The target holds this tail beside the whole segment, or will. */
        default void superseded(String stem, ObjectInfo tail) throws IOException, InterruptedException {}
    }

    TierDifference.Visitor showing(Finds finds) {
        return new Walk(finds);
    }

    private final class Walk implements TierDifference.Visitor {
        private final Finds finds;

        Walk(Finds finds) {
            this.finds = finds;
        }

        @Override
        public void onlySource(ObjectInfo object) throws IOException, InterruptedException {
            ArchiveName name = parse(object);
            if (isWal(name) && wanted.wants(name) && !isSuperseded(name)) {
                finds.missing(object);
            }
        }

        @Override
        public void both(ObjectInfo ofSource, ObjectInfo ofTarget) throws IOException, InterruptedException {
            ArchiveName name = parse(ofSource);
            if (name instanceof ArchiveName.Tail tail && isSuperseded(tail)) {
                finds.superseded(tail.stem(), ofTarget);
            } else if (isWal(name)) {
                finds.there(ofSource, ofTarget);
            }
        }

        @Override
        public void onlyTarget(ObjectInfo object) throws IOException, InterruptedException {
            if (parse(object) instanceof ArchiveName.Tail tail && isSuperseded(tail)) {
                finds.superseded(tail.stem(), object);
            }
        }
    }

    /** Takes note of complete segments on the way, whoever has them. */
    private ArchiveName parse(ObjectInfo object) {
        ArchiveName name = names.parse(object.key());
        if (name instanceof ArchiveName.Segment segment && wanted.wants(name)) {
            complete = segment.stem();
        }
        return name;
    }

    private boolean isSuperseded(ArchiveName name) {
        return name instanceof ArchiveName.Tail tail && tail.stem().equals(complete);
    }

    private static boolean isWal(ArchiveName name) {
        return switch (name) {
            case ArchiveName.Record _, ArchiveName.History _, ArchiveName.Segment _, ArchiveName.Tail _ -> true;
            case ArchiveName.Part _,
                    ArchiveName.Mark _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.DumpPart _,
                    ArchiveName.DumpMark _,
                    ArchiveName.Lease _,
                    ArchiveName.Drill _,
                    ArchiveName.Foreign _ -> false;
        };
    }
}
