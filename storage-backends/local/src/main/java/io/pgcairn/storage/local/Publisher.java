package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreForbiddenException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Gives a finished temporary file its name, durably. */
final class Publisher {
    /** How often a directory may vanish under us, since a delete takes away those it empties. */
    private static final int MAX_ATTEMPTS = 100;

    private final LocalRoot root;
    private final DurableDirectories directories;
    private final Publication publication;

    Publisher(LocalRoot root, Publication publication) {
        this.root = root;
        this.directories = new DurableDirectories(root.path());
        this.publication = publication;
    }

    String location() {
        return root.location();
    }

    boolean isExclusive() {
        return publication.isExclusive();
    }

    /**
     * Publishes the file and removes its temporary name.
     *
     * @throws FileAlreadyExistsException the object was to be the first under the key and is not
     */
    void publish(DiskCall call, ObjectKey key, PutCondition condition, Path temp) throws IOException {
        Path target = root.fileOf(key);
        Path directory = target.resolveSibling(".").normalize();
        root.require();
        call.claimPublication();
        try {
            place(key, condition, temp, target, directory);
        } catch (FileAlreadyExistsException e) {
            // Whoever was first may not have come to flush its name, and our caller will rely on the object.
            flush(directory);
            throw e;
        }
        flush(directory);
        removeTemporaryName(temp);
    }

    /** The object is safe by now: a name left over is swept another day and must not make the commit fail. */
    private static void removeTemporaryName(Path temp) {
        try {
            Files.deleteIfExists(temp);
        } catch (IOException e) {
            return;
        }
    }

    private void flush(Path directory) throws IOException {
        try {
            directories.flushUpwards(directory);
        } catch (NoSuchFileException e) {
            // Published, then deleted by somebody, with its directory: there is nothing left to make durable.
            root.require();
        }
    }

    private void place(ObjectKey key, PutCondition condition, Path temp, Path target, Path directory)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                directories.make(directory);
                give(key, condition, temp, target);
                return;
            } catch (NoSuchFileException e) {
                root.require();
                if (attempt == MAX_ATTEMPTS || Files.notExists(temp)) {
                    throw e;
                }
            } catch (NotDirectoryException e) {
                throw inTheWay(key, e.getFile(), e);
            }
        }
    }

    private void give(ObjectKey key, PutCondition condition, Path temp, Path target) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) && isInUse(target)) {
            throw inTheWay(key, target.toString(), null);
        }
        switch (condition) {
            case IF_ABSENT -> publication.publishIfAbsent(temp, target);
            case REPLACE -> Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A directory that a delete has emptied but not removed yields to an object of its name. */
    private static boolean isInUse(Path directory) {
        try {
            Files.delete(directory);
            return false;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private StoreForbiddenException inTheWay(ObjectKey key, String obstacle, @Nullable IOException cause) {
        return new StoreForbiddenException(
                "object " + key + " cannot be stored in " + location() + ", for " + obstacle + " is in the way",
                "on a disk no key can be another key's directory",
                cause);
    }
}
