package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Looks, then renames: exclusive among the threads of this store, not against another process. */
final class RenamePublication implements Publication {
    @Override
    public synchronized void publishIfAbsent(Path file, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean isExclusive() {
        return false;
    }
}
