package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what a host needs, each file whole or not at all, for nobody but us and the daemon's group. What was made
 * can be taken back. Not for use by several threads.
 */
final class HostFiles {
    private static final int MOST_COPIES = 100;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Optional<DaemonUser> user;
    private final Clock clock;
    private final Deque<Undo> made = new ArrayDeque<>();

    /**
     * Nothing is written yet.
     *
     * @param user whose group may read what root writes
     * @param clock dates what is kept
     */
    HostFiles(Optional<DaemonUser> user, Clock clock) {
        this.user = user;
        this.clock = clock;
    }

    private interface Undo {
        void run() throws IOException;
    }

    /** A private key, which is never written over another. */
    void writeKey(Path file, String text) throws SetupException {
        try {
            makeParent(file);
            place(file, text, user.isPresent() ? "rw-r-----" : "rw-------", false);
            made.push(() -> Files.deleteIfExists(file));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * A configuration; one that is there stays beside it, under a name with the date that no other file has.
     *
     * @return where the one that was there is now
     */
    Optional<Path> writeConfiguration(Path file, String text) throws SetupException {
        try {
            makeParent(file);
            Optional<Path> kept = Optional.empty();
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Path copy = copyBeside(file);
                made.push(() -> Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE));
                kept = Optional.of(copy);
            } else {
                made.push(() -> Files.deleteIfExists(file));
            }
            place(file, text, "rw-r-----", true);
            return kept;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A copy that is written over no other: an older one may be the last with a slot's or a store's name in it. */
    private Path copyBeside(Path file) throws IOException {
        String name = file.getFileName() + "." + MOMENT.format(clock.instant());
        for (int number = 1; ; number++) {
            Path copy = file.resolveSibling(name + (number == 1 ? "" : "-" + number) + ".bak");
            try {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                return copy;
            } catch (FileAlreadyExistsException e) {
                if (number == MOST_COPIES) {
                    throw e;
                }
            }
        }
    }

    /** The directory of a store that only root can make, for the daemon's user; nothing if it is there. */
    void makeStore(Path directory) throws SetupException {
        if (user.isEmpty() || Files.exists(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, mode("rwxr-x---"));
            made.push(() -> Files.deleteIfExists(directory));
            Files.setAttribute(directory, "unix:gid", user.get().group());
            Files.setOwner(
                    directory,
                    directory
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(user.get().name()));
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** What was made stays. */
    void keep() {
        made.clear();
    }

    /** Takes back what was made, the last first; what cannot be taken back is named. */
    void takeBack(Exception reason) {
        while (!made.isEmpty()) {
            try {
                made.pop().run();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    private void makeParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(parent)) {
            return;
        }
        Files.createDirectories(parent.getParent());
        Files.createDirectory(parent, mode("rwxr-x---"));
        made.push(() -> Files.deleteIfExists(parent));
        give(parent);
    }

    private void place(Path file, String text, String mode, boolean replace) throws IOException {
        Path written = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(written);
        try {
            try (FileChannel channel = FileChannel.open(
                    written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode("rw-------"))) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            give(written);
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(mode));
            if (replace) {
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                // A link fails where the name is taken, which a rename does not.
                Files.createLink(file, written);
            }
            syncDirectory(file);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private void give(Path path) throws IOException {
        if (user.isPresent()) {
            Files.setAttribute(path, "unix:gid", user.get().group());
        }
    }

    private static void syncDirectory(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static java.nio.file.attribute.FileAttribute<Set<PosixFilePermission>> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static SetupException unwritable(Path file, IOException e) {
        return new SetupException(
                Fault.CONFIGURATION,
                "cannot write " + file + ": " + e,
                "run this as root (sudo pgcairn init), or name a --config that you may write",
                e);
    }
}
