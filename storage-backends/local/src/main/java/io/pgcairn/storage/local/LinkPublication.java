package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Publishes by a hard link, which the file system grants to one writer only. Where it has no hard links it turns to
 * {@link RenamePublication} for good.
 */
final class LinkPublication implements Publication {
    private volatile @Nullable RenamePublication instead;

    @Override
    public void publishIfAbsent(Path file, Path target) throws IOException {
        RenamePublication rename = instead;
        if (rename != null) {
            rename.publishIfAbsent(file, target);
            return;
        }
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException e) {
            withoutLinks().publishIfAbsent(file, target);
        } catch (FileSystemException e) {
            if (!canLink(file)) {
                withoutLinks().publishIfAbsent(file, target);
                return;
            }
            throw e;
        }
    }

    @Override
    public boolean isExclusive() {
        return instead == null;
    }

    /** Tells a file system without links from another failure: a second name beside the first needs no other right. */
    private static boolean canLink(Path file) throws IOException {
        Path probe = file.resolveSibling(file.getFileName() + "-link");
        try {
            Files.createLink(probe, file);
            return true;
        } catch (FileSystemException e) {
            @Nullable String reason = e.getReason();
            return reason == null || !(reason.contains("not permitted") || reason.contains("not supported"));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private synchronized RenamePublication withoutLinks() {
        RenamePublication rename = instead;
        if (rename == null) {
            rename = new RenamePublication();
            instead = rename;
        }
        return rename;
    }
}
