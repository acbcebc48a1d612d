package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store. It is recognised again by its inode: when a mount comes off, the empty directory below it
 * must not turn every object into one that is missing.
 */
final class LocalRoot {
    /** Names in the root that belong to no object: our temporary files, and what ext4 puts there. */
    static final String TEMP_AREA = ".pgcairn-tmp";

    static final Set<String> RESERVED = Set.of(TEMP_AREA, "lost+found");

    private final Path path;
    private volatile @Nullable Object identity;

    LocalRoot(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    String location() {
        return "file://" + path;
    }

    /** The file of an object. */
    Path fileOf(ObjectKey key) throws StoreForbiddenException {
        String value = key.value();
        int slash = value.indexOf('/');
        String first = slash < 0 ? value : value.substring(0, slash);
        if (RESERVED.contains(first)) {
            throw new StoreForbiddenException(
                    "the key " + key + " is reserved in " + location(), "no object's key starts with " + first, null);
        }
        return path.resolve(value);
    }

    /** Makes sure that the root is there and the one it was before; the first call may make it. */
    void require() throws IOException {
        if (identity == null) {
            prepare();
        }
        if (!identityNow().equals(identity)) {
            throw new StoreUnavailableException(
                    location() + " is not the directory it was",
                    "mount its file system again; if it is to be another from now on, restart the daemon",
                    null);
        }
    }

    /** What to report of an object that is not there, once it is sure that the store is. */
    StoreException missing(ObjectKey key) throws IOException {
        require();
        return new ObjectMissingException("no object " + key + " in " + location(), "", null);
    }

    private synchronized void prepare() throws IOException {
        if (identity != null) {
            return;
        }
        try {
            Files.createDirectory(path, FileModes.DIRECTORY);
            StoreOwner.give(path, parent());
            DurableDirectories.flush(parent());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new StoreUnavailableException(
                        location() + " is not a directory", "name a directory, or one to be made", e);
            }
        } catch (NoSuchFileException e) {
            throw new StoreUnavailableException(
                    location() + " cannot be made, for " + parent() + " does not exist",
                    "mount its file system or make the parent directory",
                    e);
        } catch (IOException e) {
            // A read-only parent refuses the attempt before it says that the directory exists.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
        identity = identityNow();
    }

    private Object identityNow() throws IOException {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (NoSuchFileException e) {
            throw new StoreUnavailableException(
                    location() + " has vanished",
                    "mount its file system again; for a new directory restart the daemon",
                    e);
        }
    }

    private Path parent() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
