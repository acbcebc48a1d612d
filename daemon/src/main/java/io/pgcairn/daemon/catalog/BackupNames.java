package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import java.util.Locale;
import java.util.Optional;

/** Writes and reads the names of objects under a lineage's {@code backups/}, see docs/format.md. */
final class BackupNames {
    private static final String COMMIT_MARK = "/backup.json";

    private final String prefix;

    BackupNames(LineageId lineage) {
        this.prefix = lineage + "/backups/";
    }

    String prefix() {
        return prefix;
    }

    ObjectKey pack(BackupId id, int number, String suffix) {
        return new ObjectKey(prefix + id + "/pack/" + String.format(Locale.ROOT, "%04d.tar", number) + suffix);
    }

    /** Our list of the files with their place in the packs. */
    ObjectKey manifest(BackupId id, String suffix) {
        return new ObjectKey(prefix + id + "/manifest" + suffix);
    }

    /** PostgreSQL's own {@code backup_manifest}. */
    ObjectKey postgresManifest(BackupId id, String suffix) {
        return new ObjectKey(prefix + id + "/backup_manifest" + suffix);
    }

    ObjectKey commitMark(BackupId id) {
        return new ObjectKey(prefix + id + COMMIT_MARK);
    }

    /** Pins a backup. */
    ObjectKey hold(BackupHold hold) {
        return new ObjectKey(prefix + hold.backup() + "/" + hold.name());
    }

    /** Says that a backup was deleted from a tier and is not to come back. */
    ObjectKey buried(BackupId id) {
        return new ObjectKey(prefix + id + "/deleted.json");
    }

    /** What all names of one backup start with. */
    String prefix(BackupId id) {
        return prefix + id + "/";
    }

    /** The backup whose commit mark has this name; empty for any other object. */
    Optional<BackupId> committed(ObjectKey key) {
        String name = key.value();
        if (!name.startsWith(prefix) || !name.endsWith(COMMIT_MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BackupId(name.substring(prefix.length(), name.length() - COMMIT_MARK.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
