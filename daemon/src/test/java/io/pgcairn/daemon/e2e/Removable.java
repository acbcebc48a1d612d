package io.pgcairn.daemon.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A directory that goes away and comes back at one blow, as a disk does: there is no moment in which a daemon finds
 * nothing under its name and makes a directory of its own there.
 *
 * @param path a link to the directory, or to a file in its stead
 */
record Removable(Path path) {
    /** Makes the directory. */
    static Removable make(Path path) throws IOException {
        Removable made = new Removable(path);
        Files.createDirectories(made.beside("real"));
        Files.writeString(made.beside("blocked"), "no directory");
        made.putBack();
        return made;
    }

    void takeAway() throws IOException {
        link(beside("blocked"));
    }

    void putBack() throws IOException {
        link(beside("real"));
    }

    private void link(Path to) throws IOException {
        Path next = beside("next");
        Files.createSymbolicLink(next, to);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path beside(String what) {
        return path.resolveSibling(path.getFileName() + "." + what);
    }
}
