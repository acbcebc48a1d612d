package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import java.util.Locale;
import java.util.Optional;

/** What an object is, told by its name alone, see docs/format.md. */
public enum ObjectKind {
    /** A complete segment. */
    WAL,
    /** Bytes of a segment that was still filling. */
    TAIL,
    /** A timeline's history file. */
    HISTORY,
    /** Files of a base backup. */
    PACK,
    /** A list of a base backup's files: ours, or PostgreSQL's own. */
    MANIFEST,
    /** What makes a base backup good. */
    MARK,
    /** Pins a base backup. */
    HOLD,
    /** Says that a base backup was deleted from a tier. */
    BURIED,
    /** Belongs to what is going on now. */
    LEASE,
    /** The facts of a lineage. */
    LINEAGE,
    /** A part of a logical dump. */
    DUMP,
    /** How a restore drill ended. */
    DRILL;

    /** The kind of an object; empty for one that is not ours. */
    public static Optional<ObjectKind> of(ObjectKey key) {
        ClusterName cluster;
        try {
            cluster = new ClusterName(key.value().replaceFirst("/.*", ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return of(new ArchiveNames(cluster).parse(key));
    }

    private static Optional<ObjectKind> of(ArchiveName name) {
        return switch (name) {
            case ArchiveName.Segment segment -> Optional.of(WAL);
            case ArchiveName.Tail tail -> Optional.of(TAIL);
            case ArchiveName.History history -> Optional.of(HISTORY);
            case ArchiveName.Part part -> Optional.of(part.key().value().contains("/pack/") ? PACK : MANIFEST);
            case ArchiveName.Mark mark -> Optional.of(MARK);
            case ArchiveName.Hold hold -> Optional.of(HOLD);
            case ArchiveName.Buried buried -> Optional.of(BURIED);
            case ArchiveName.Lease lease -> Optional.of(LEASE);
            case ArchiveName.Record lineage -> Optional.of(LINEAGE);
            case ArchiveName.DumpPart part -> Optional.of(DUMP);
            case ArchiveName.DumpMark mark -> Optional.of(DUMP);
            case ArchiveName.Drill drill -> Optional.of(DRILL);
            case ArchiveName.Foreign foreign -> Optional.empty();
        };
    }

    /**
     * Whether the name holds the digest of the content: who meets such a name has met these very bytes, though perhaps
     * sealed another time.
     */
    public static boolean isContentNamed(ObjectKey key) {
        return of(key).map(kind -> kind == WAL || kind == TAIL || kind == HISTORY)
                .orElse(false);
    }

    /** The kind in lower case: {@code wal}, {@code tail}, {@code pack}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
