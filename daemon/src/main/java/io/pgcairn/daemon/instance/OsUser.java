package io.pgcairn.daemon.instance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs a server. PostgreSQL refuses to run as root, so where we are root it runs as {@code postgres}, or where that
 * does not exist as {@code nobody}; otherwise it runs as ourselves.
 */
final class OsUser {
    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    private final Optional<UserPrincipal> other;

    private OsUser(Optional<UserPrincipal> other) {
        this.other = other;
    }

    /** The user that a server started by this process runs as. */
    static OsUser forServers() throws InstanceException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new OsUser(Optional.empty());
        }
        for (String name : CANDIDATES) {
            Optional<UserPrincipal> user = lookUp(name);
            if (user.isPresent()) {
                return new OsUser(user);
            }
        }
        throw new InstanceException(
                "PostgreSQL refuses to run as root, and no user of " + CANDIDATES + " exists",
                "Create a user named postgres, or run pgcairn as an ordinary user.");
    }

    private static Optional<UserPrincipal> lookUp(String name) throws InstanceException {
        try {
            return Optional.of(
                    Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InstanceException("cannot look up the user " + name, "Check the system's user database.", e);
        }
    }

    /** The words that run {@code words} as this user, in place: the process keeps its id. */
    List<String> running(List<String> words) {
        if (other.isEmpty()) {
            return List.copyOf(words);
        }
        // The group follows by name: both candidates have a group of their own, or nogroup, and need none of it.
        List<String> wrapped = new ArrayList<>(List.of("setpriv", "--reuid=" + name()));
        wrapped.addAll(List.of("--regid=65534", "--clear-groups", "--"));
        wrapped.addAll(words);
        return List.copyOf(wrapped);
    }

    private String name() {
        return other.map(UserPrincipal::getName).orElseGet(() -> System.getProperty("user.name"));
    }

    /**
     * Hands a tree to this user, links themselves and not what they point to. Entries already theirs are left
     * alone.
     */
    void own(Path tree) throws InstanceException {
        if (other.isEmpty() || !Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        UserPrincipal owner = other.get();
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    return visitFile(directory, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                        Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                                .setOwner(owner);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new InstanceException(
                    "cannot hand " + tree + " over to the user " + name() + ": " + e.getMessage(),
                    "Choose a directory on a file system that keeps owners.",
                    e);
        }
    }

    /** The first directory on the way to {@code path} that this user may not pass, where there is one. */
    Optional<Path> obstacle(Path path) throws InstanceException {
        if (other.isEmpty()) {
            return Optional.empty();
        }
        List<Path> way = new ArrayList<>();
        for (Path p = path.toAbsolutePath().getParent(); p != null; p = p.getParent()) {
            way.addFirst(p);
        }
        try {
            for (Path directory : way) {
                if (Files.exists(directory) && !passes(directory)) {
                    return Optional.of(directory);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new InstanceException("cannot look at the way to " + path, "Check that it exists.", e);
        }
    }

    private boolean passes(Path directory) throws IOException {
        return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE)
                || other.equals(Optional.of(Files.getOwner(directory)));
    }

    /** Refuses a path that this user cannot reach, before PostgreSQL does it in words that help nobody. */
    void requireWay(Path path) throws InstanceException {
        Optional<Path> obstacle = obstacle(path);
        if (obstacle.isPresent()) {
            throw new InstanceException(
                    path + " cannot be reached by the user " + name() + ", as whom PostgreSQL runs here",
                    "Choose a directory elsewhere, such as below /tmp, or: chmod o+x " + obstacle.get());
        }
    }
}
