package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;

/** What an object of a lineage is, as far as its name tells: enough to copy it in the right order, unopened. */
public sealed interface ArchiveName {
    /** The name itself. */
    ObjectKey key();

    /** {@code lineage.json}, before anything else of its lineage. */
    record Record(ObjectKey key, LineageId lineage) implements ArchiveName {}

    /** A timeline's history file. */
    record History(ObjectKey key, LineageId lineage) implements ArchiveName {}

    /** @param stem what the names of the segment and of all its tails begin with */
    record Segment(ObjectKey key, LineageId lineage, String stem) implements ArchiveName {}

    /** @param stem what the names of the segment and of all its tails begin with */
    record Tail(ObjectKey key, LineageId lineage, String stem) implements ArchiveName {}

    /** A pack or a manifest. */
    record Part(ObjectKey key, LineageId lineage, BackupId backup) implements ArchiveName {}

    /** What makes something of several parts good, written last. */
    sealed interface Commit extends ArchiveName {
        LineageId lineage();

        /** Of the backup or the dump. */
        BackupId label();
    }

    /** A backup's commit mark, written last. */
    record Mark(ObjectKey key, LineageId lineage, BackupId backup) implements Commit {
        @Override
        public BackupId label() {
            return backup;
        }
    }

    /** Pins a backup: see {@link BackupHold}. */
    record Hold(ObjectKey key, LineageId lineage, BackupHold hold) implements ArchiveName {}

    /** Says that a backup was deleted from this tier alone and is not to be copied to it again. */
    record Buried(ObjectKey key, LineageId lineage, BackupId backup) implements ArchiveName {}

    /** Databases or globals of a logical dump. */
    record DumpPart(ObjectKey key, LineageId lineage, BackupId dump) implements ArchiveName {}

    /** A logical dump's commit mark, written last. */
    record DumpMark(ObjectKey key, LineageId lineage, BackupId dump) implements Commit {
        @Override
        public BackupId label() {
            return dump;
        }
    }

    /** Belongs to what is going on at this tier now; never copied. */
    record Lease(ObjectKey key, LineageId lineage) implements ArchiveName {}

    /** How a restore drill ended; stays on the tier that it was written to. */
    record Drill(ObjectKey key, LineageId lineage, BackupId drill) implements ArchiveName {}

    /** Of no form that this version writes; left alone. */
    record Foreign(ObjectKey key) implements ArchiveName {}
}
