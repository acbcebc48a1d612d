package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the directories that a restore fills, all of them empty, and takes back what was made if it fails. */
final class DestinationMaker {
    /** Directories that were absent, in the order in which they were made. */
    private final List<Path> made = new ArrayList<>();

    /** Directories that are filled, whoever made them. */
    private final List<Path> filled = new ArrayList<>();

    /** Refuses before anything is made if one of the directories has something in it. */
    Destination make(Path dataDirectory, List<PlannedTablespace> tablespaces) throws RestoreException, IOException {
        requireEmpty(dataDirectory, tablespaces);
        Path root = fillable(dataDirectory);
        Map<Long, Path> roots = new HashMap<>();
        for (PlannedTablespace tablespace : tablespaces) {
            roots.put(tablespace.oid(), fillable(tablespace.destination()));
        }
        return new Destination(root, roots);
    }

    /** Refuses if the data directory, or one of the tablespaces' places, is there and has something in it. */
    static void requireEmpty(Path dataDirectory, List<PlannedTablespace> tablespaces)
            throws RestoreException, IOException {
        requireEmpty(dataDirectory, "choose another directory with --to, or empty it");
        for (PlannedTablespace tablespace : tablespaces) {
            requireEmpty(
                    tablespace.destination(),
                    "move the tablespace with --tablespace " + tablespace.original() + "=NEW, or empty it");
        }
    }

    private static void requireEmpty(Path directory, String hint) throws RestoreException, IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean isEmpty = false;
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                isEmpty = !entries.iterator().hasNext();
            }
        }
        if (!isEmpty) {
            throw new RestoreException(
                    Fault.DIRECTORY_NOT_EMPTY, directory + " is there and is no empty directory", hint);
        }
    }

    private Path fillable(Path directory) throws IOException {
        makeWithParents(directory.toAbsolutePath().normalize());
        Path real = directory.toRealPath();
        Modes.set(real, Modes.PRIVATE_DIRECTORY);
        filled.add(real);
        return real;
    }

    private void makeWithParents(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            makeWithParents(parent);
        }
        // Parents too: what holds a data directory is nobody else's to read until an operator says so.
        Files.createDirectory(directory, Modes.attribute(Modes.PRIVATE_DIRECTORY));
        made.add(directory);
    }

    /** The directories in which a name was made, beyond those that are filled. */
    List<Path> namesToSync() {
        return made.stream()
                .map(Path::getParent)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Empties what was filled and removes what was made; a directory that was there before stays. */
    void undo() throws IOException {
        for (Path directory : filled.reversed()) {
            TreeRemoval.removeContents(directory);
        }
        for (Path directory : made.reversed()) {
            Files.deleteIfExists(directory);
        }
    }
}
