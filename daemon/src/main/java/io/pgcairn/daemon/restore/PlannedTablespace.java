package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.PathText;
import java.nio.file.Path;

/**
 * Where a tablespace goes.
 *
 * @param oid the name of its link in {@code pg_tblspc}
 * @param original where it was
 * @param destination where it will be; absolute
 */
public record PlannedTablespace(long oid, String original, Path destination) {
    /** Whether it goes elsewhere than where it was. */
    public boolean isMoved() {
        return !PathText.of(destination).equals(original);
    }
}
