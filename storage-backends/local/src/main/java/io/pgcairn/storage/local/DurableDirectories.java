package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes directories below a root and flushes what names a file to the disk.
 *
 * <p>A directory that somebody else made may not be durable yet, so each one on the way counts as new until this
 * process has flushed its parent. A directory is known by inode and birth, since it may be deleted and made again.
 */
final class DurableDirectories {
    private static final int MAX_KNOWN = 4096;

    private final Path root;
    private final Map<Path, Incarnation> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Incarnation> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    DurableDirectories(Path root) {
        this.root = root;
    }

    private record Incarnation(@Nullable Object fileKey, FileTime created) {}

    /** Makes the directory and those above it, below the root, where they are missing. */
    void make(Path directory) throws IOException {
        Path made = root;
        for (Path part : root.relativize(directory)) {
            if (part.toString().isEmpty()) {
                continue;
            }
            made = made.resolve(part);
            try {
                Files.createDirectory(made, FileModes.DIRECTORY);
                StoreOwner.give(made, root);
            } catch (FileAlreadyExistsException e) {
                if (Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
                    throw new NotDirectoryException(made.toString());
                }
            }
        }
    }

    /** Flushes the directory of a file just published, and the parents of those above it that may be new. */
    void flushUpwards(Path directory) throws IOException {
        flush(directory);
        for (Path made = directory; !made.equals(root); made = parent(made)) {
            Incarnation now = incarnation(made);
            if (!isKnown(made, now)) {
                flush(parent(made));
                remember(made, now);
            }
        }
    }

    static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path parent(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            throw new NoSuchFileException(directory + " is not below " + root);
        }
        return parent;
    }

    private static Incarnation incarnation(Path directory) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
        return new Incarnation(attributes.fileKey(), attributes.creationTime());
    }

    private synchronized boolean isKnown(Path directory, Incarnation now) {
        return now.equals(known.get(directory));
    }

    private synchronized void remember(Path directory, Incarnation now) {
        known.put(directory, now);
    }
}
