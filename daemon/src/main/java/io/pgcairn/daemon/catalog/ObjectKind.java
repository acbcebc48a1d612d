package io.pgcairn.daemon.catalog;

import io.pgcairn.storage.ObjectKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an object is, told by its name alone, see docs/format.md. */
public enum ObjectKind {
    /** A complete segment. */
    WAL(true, "wal/[0-9A-F]{8}/[0-9A-F]{24}-[0-9a-f]{16}\\.zst(\\.age)?"),
    /** Bytes of a segment that was still filling. */
    TAIL(true, "wal/[0-9A-F]{8}/[0-9A-F]{24}\\.tail/[0-9A-F]{8}-[0-9A-F]{8}-[0-9a-f]{16}\\.zst(\\.age)?"),
    /** A timeline's history file. */
    HISTORY(true, "wal/[0-9A-F]{8}\\.history-[0-9a-f]{16}(\\.age)?"),
    /** Files of a base backup. */
    PACK(false, Form.BACKUP + "/pack/[0-9]{4,9}\\.tar\\.zst(\\.age)?"),
    /** A list of a base backup's files: ours, or PostgreSQL's own. */
    MANIFEST(false, Form.BACKUP + "/(backup_)?manifest\\.zst(\\.age)?"),
    /** What makes a base backup good. */
    MARK(false, Form.BACKUP + "/backup\\.json"),
    /** The facts of a lineage. */
    LINEAGE(false, "lineage\\.json"),
    /** A part of a logical dump. */
    DUMP(false, "dumps/.+");

    private static final class Form {
        private static final String LINEAGE = "[a-z0-9][a-z0-9_-]{0,62}/[0-9]{1,20}/";
        private static final String BACKUP = "backups/[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z";
    }

    private final boolean contentNamed;
    private final Pattern form;

    ObjectKind(boolean contentNamed, String form) {
        this.contentNamed = contentNamed;
        this.form = Pattern.compile(Form.LINEAGE + form);
    }

    /** The kind of an object; empty for one that is not ours. */
    public static Optional<ObjectKind> of(ObjectKey key) {
        return Arrays.stream(values())
                .filter(kind -> kind.form.matcher(key.value()).matches())
                .findFirst();
    }

    /**
     * Whether the name holds the digest of the content: who meets such a name has met these very bytes, though perhaps
     * sealed another time.
     */
    public static boolean isContentNamed(ObjectKey key) {
        return of(key).map(kind -> kind.contentNamed).orElse(false);
    }

    /** The kind in lower case: {@code wal}, {@code tail}, {@code pack}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
