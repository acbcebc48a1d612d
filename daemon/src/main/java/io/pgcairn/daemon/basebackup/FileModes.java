package io.pgcairn.daemon.basebackup;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Permission bits as PostgreSQL and tar write them. */
final class FileModes {
    private static final int OTHERS_EXECUTE_LAST = PosixFilePermission.values().length - 1;

    private FileModes() {}

    static int of(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            // Declared from the owner's read to the others' execute, as the bits are ordered.
            mode |= 1 << OTHERS_EXECUTE_LAST - permission.ordinal();
        }
        return mode;
    }
}
