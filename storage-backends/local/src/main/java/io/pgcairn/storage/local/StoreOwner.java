package io.pgcairn.storage.local;

import io.pgcairn.storage.StoreForbiddenException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Gives what root makes in a store to whom the store belongs: the daemon runs as another user, and nobody but a file's
 * owner may read it.
 */
final class StoreOwner {
    private static final int ROOT = 0;

    private StoreOwner() {}

    /**
     * Gives a file or directory just made to the owner and the group of a directory. Nothing is given if root did not
     * make it, or if the directory is root's.
     *
     * @param made is never followed if it is a link
     * @throws StoreForbiddenException root may not give it away
     */
    static void give(Path made, Path directory) throws IOException {
        if (uid(made, LinkOption.NOFOLLOW_LINKS) != ROOT || uid(directory) == ROOT) {
            return;
        }
        try {
            Files.setAttribute(made, "unix:gid", Files.getAttribute(directory, "unix:gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(made, "unix:uid", uid(directory), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            Files.deleteIfExists(made);
            throw new StoreForbiddenException(
                    "root may not give " + made + " to the owner of " + directory,
                    "run as the user that runs the daemon: sudo -u " + name(directory) + " pgcairn …",
                    e);
        }
    }

    private static int uid(Path path, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", options);
    }

    private static String name(Path directory) throws IOException {
        return Files.getOwner(directory).getName();
    }
}
