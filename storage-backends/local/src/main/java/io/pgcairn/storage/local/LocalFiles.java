package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of committed objects: looked at, opened and removed. Only a regular file is an object. */
final class LocalFiles {
    private final LocalRoot root;

    LocalFiles(LocalRoot root) {
        this.root = root;
    }

    ObjectInfo info(ObjectKey key) throws IOException {
        root.require();
        BasicFileAttributes file = attributes(root.fileOf(key)).orElse(null);
        if (file == null) {
            throw root.missing(key);
        }
        return new ObjectInfo(key, file.size(), file.lastModifiedTime().toInstant());
    }

    FileChannel open(ObjectKey key) throws IOException {
        info(key);
        try {
            return FileChannel.open(root.fileOf(key), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw root.missing(key);
        }
    }

    /** Removes the objects, then the directories that this emptied; a writer that needs one makes it again. */
    boolean delete(DiskCall call, List<ObjectKey> keys) throws IOException {
        root.require();
        Set<Path> directories = new HashSet<>();
        for (ObjectKey key : keys) {
            call.check();
            Path file = root.fileOf(key);
            if (attributes(file).isPresent() && Files.deleteIfExists(file)) {
                directories.add(file.resolveSibling(".").normalize());
            }
        }
        for (Path directory : directories) {
            removeEmpty(directory);
        }
        return true;
    }

    private void removeEmpty(Path emptied) {
        @Nullable Path directory = emptied;
        while (directory != null && !directory.equals(root.path())) {
            try {
                Files.delete(directory);
            } catch (IOException e) {
                return; // it holds something still, or somebody else removed it
            }
            directory = directory.getParent();
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (DiskErrors.isNotDirectory(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
