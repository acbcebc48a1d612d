package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.util.List;

/**
 * A path that a manifest or a tar names, taken apart. What would lead out of the directory it is placed in is refused:
 * a backup is not to be trusted with where it writes.
 */
final class EntryPath {
    private static final String SEPARATOR = "/";

    private EntryPath() {}

    /** The parts of a relative path. */
    static List<String> parts(String path) throws CorruptFrameException {
        List<String> parts = List.of(path.split(SEPARATOR, -1));
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw new CorruptFrameException(
                        "the backup names a path that leads out of the data directory or is none: '" + path + "'",
                        null);
            }
        }
        return parts;
    }
}
