package io.pgcairn.storage.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where unfinished files are: on the root's file system, seen by no listing. A file's name says whose it is, so that
 * what a dead process left is swept when the next one begins to write.
 */
final class TempArea {
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final LocalRoot root;
    private final Clock clock;
    private final TempOwner self = TempOwner.self();
    private final AtomicLong next = new AtomicLong();
    private volatile boolean isSwept;

    TempArea(LocalRoot root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** A name for a file that does not exist yet. Several stores of one process may share an area. */
    Path newName() throws IOException {
        root.require();
        prepare();
        return path().resolve(self.prefix() + Integer.toHexString(System.identityHashCode(this)) + "-"
                + next.incrementAndGet() + "-" + Long.toHexString(System.nanoTime()));
    }

    Path path() {
        return root.path().resolve(LocalRoot.TEMP_AREA);
    }

    private void prepare() throws IOException {
        try {
            Files.createDirectory(path(), FileModes.DIRECTORY);
            StoreOwner.give(path(), root.path());
        } catch (FileAlreadyExistsException e) {
            sweepOnce();
        }
        isSwept = true;
    }

    private synchronized void sweepOnce() throws IOException {
        if (isSwept) {
            return;
        }
        Instant oldest = clock.instant().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path())) {
            for (Path file : files) {
                if (isAbandoned(file, oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        isSwept = true;
    }

    private boolean isAbandoned(Path file, Instant oldest) {
        try {
            return self.knowsDead(file.getFileName().toString())
                    || Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(oldest);
        } catch (IOException e) {
            return false; // another process was faster
        }
    }
}
