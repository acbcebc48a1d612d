package io.pgcairn.storage.local;

import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/** Turns what the file system says into the contract's errors. Java tells most of them apart by their text only. */
final class DiskErrors {
    private DiskErrors() {}

    static StoreException translate(String what, String location, IOException e) {
        if (e instanceof StoreException known) {
            return known;
        }
        String message = what + " in " + location + " failed: " + reason(e);
        if (isFull(e)) {
            return new StoreFullException(message, "free space or inodes, or raise the quota, on that file system", e);
        }
        if (isForbidden(e)) {
            return new StoreForbiddenException(
                    message,
                    "give the daemon's user the directory, and name it in ReadWritePaths= of the daemon's unit, to"
                            + " which all else is read-only; or remount a file system that is",
                    e);
        }
        return new StoreUnavailableException(message, "see the kernel's log and the state of the disk or mount", e);
    }

    static boolean isNotDirectory(IOException e) {
        return e instanceof FileSystemException && says(e, "Not a directory");
    }

    private static boolean isFull(IOException e) {
        return says(e, "No space left on device") || says(e, "Disk quota exceeded");
    }

    private static boolean isForbidden(IOException e) {
        return e instanceof AccessDeniedException
                || e.getCause() instanceof ReadOnlyFileSystemException
                || says(e, "Read-only file system")
                || says(e, "Operation not permitted")
                || says(e, "Permission denied");
    }

    private static boolean says(IOException e, String text) {
        @Nullable String message = e.getMessage();
        return message != null && message.contains(text);
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
