package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import java.util.Locale;

/** Writes the names of objects under a lineage's {@code dumps/}, see docs/format.md. */
final class DumpNames {
    private final String prefix;

    DumpNames(LineageId lineage) {
        this.prefix = lineage + "/dumps/";
    }

    String prefix() {
        return prefix;
    }

    /** What all names of one dump start with. */
    String prefix(BackupId id) {
        return prefix + id + "/";
    }

    ObjectKey database(BackupId id, int number, DumpFormat format, String suffix) {
        return new ObjectKey(
                prefix(id) + String.format(Locale.ROOT, "database/%04d.%s", number, format.extension()) + suffix);
    }

    ObjectKey globals(BackupId id, String suffix) {
        return new ObjectKey(prefix(id) + "globals.sql" + suffix);
    }

    ObjectKey commitMark(BackupId id) {
        return new ObjectKey(prefix(id) + DumpJson.DOCUMENT);
    }
}
