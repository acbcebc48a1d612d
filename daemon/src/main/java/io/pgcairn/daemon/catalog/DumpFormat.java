package io.pgcairn.daemon.catalog;

import java.util.Locale;

/** The form of each database in a dump: those of {@code pg_dump} that are one stream. */
public enum DumpFormat {
    CUSTOM("dump"),
    PLAIN("sql"),
    TAR("tar");

    private final String extension;

    DumpFormat(String extension) {
        this.extension = extension;
    }

    /** What names of such dumps end in before their layers. */
    String extension() {
        return extension;
    }

    /** In lower case, as {@code dump.json} and {@code pg_dump} call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
