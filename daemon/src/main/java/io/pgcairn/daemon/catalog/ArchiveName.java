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

    /** A backup's commit mark, written last. */
    record Mark(ObjectKey key, LineageId lineage, BackupId backup) implements ArchiveName {}

    /** Of no form that this version writes; left alone. */
    record Foreign(ObjectKey key) implements ArchiveName {}
}
