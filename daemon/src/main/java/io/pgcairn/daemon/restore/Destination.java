package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directories that a restore fills: the data directory and those of tablespaces. Knows where a path of the backup
 * goes, and never steps through a symbolic link on the way. Safe for use by several threads.
 */
final class Destination {
    static final String TABLESPACES = "pg_tblspc";

    private final Path dataDirectory;
    private final Map<String, Path> tablespaces = new HashMap<>();
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /** @param tablespaces their directories by object id, real paths as {@code dataDirectory} */
    Destination(Path dataDirectory, Map<Long, Path> tablespaces) {
        this.dataDirectory = dataDirectory;
        tablespaces.forEach((oid, path) -> this.tablespaces.put(Long.toString(oid), path));
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    Collection<Path> tablespaceDirectories() {
        return tablespaces.values();
    }

    /** Where a file of the backup goes; the directories above it are made. */
    Path file(String path) throws IOException {
        List<String> parts = EntryPath.parts(path);
        if (parts.size() == 2 && isTablespace(parts)) {
            throw new CorruptFrameException("the backup has a file in the place of tablespace " + path, null);
        }
        Path directory = directory(parts.subList(0, parts.size() - 1));
        return resolve(directory, parts.getLast());
    }

    /** A directory of the backup; it and those above it are made. */
    Path directory(String path) throws IOException {
        return path.equals(".") ? dataDirectory : directory(EntryPath.parts(path));
    }

    private Path directory(List<String> parts) throws IOException {
        boolean isTablespace = parts.size() >= 2 && isTablespace(parts);
        Path directory = isTablespace ? tablespaces.getOrDefault(parts.get(1), dataDirectory) : dataDirectory;
        for (String part : parts.subList(isTablespace ? 2 : 0, parts.size())) {
            directory = resolve(directory, part);
            if (!known.contains(directory)) {
                make(directory);
            }
        }
        return directory;
    }

    private boolean isTablespace(List<String> parts) {
        return parts.getFirst().equals(TABLESPACES) && tablespaces.containsKey(parts.get(1));
    }

    private void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, Modes.attribute(Modes.PRIVATE_DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new CorruptFrameException("the backup passes through " + directory + ", no directory", e);
            }
        }
        known.add(directory);
    }

    private static Path resolve(Path directory, String name) throws CorruptFrameException {
        try {
            return PathText.resolve(directory, name);
        } catch (IllegalArgumentException e) {
            throw new CorruptFrameException("this system cannot name a file '" + name + "' below " + directory, e);
        }
    }
}
