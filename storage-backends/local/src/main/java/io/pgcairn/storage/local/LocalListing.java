package io.pgcairn.storage.local;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One page of the tree in key order. It holds the names of the directories on one path only, and looks at a file only
 * when its turn comes.
 *
 * <p>A directory's place in the order is that of its name with a slash: {@code a-b}, {@code a.b}, {@code a/…},
 * {@code a0}. Whether a name is a directory is found out when it is the smallest left; if so it is put back with its
 * slash, which sorts later.
 */
final class LocalListing {
    private final LocalRoot root;
    private final DiskCall call;
    private final String prefix;
    private final String after;
    private final int limit;
    private final List<ObjectInfo> page = new ArrayList<>();

    LocalListing(LocalRoot root, DiskCall call, String prefix, String after, int limit) {
        this.root = root;
        this.call = call;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    ObjectPage read() throws IOException {
        root.require();
        boolean hasMore = visit("");
        return new ObjectPage(page, !hasMore);
    }

    /** Lists a directory, {@code ""} or a path that ends in a slash; true when the page is full and more follows. */
    private boolean visit(String directory) throws IOException {
        PriorityQueue<String> names = namesIn(directory);
        while (!names.isEmpty()) {
            call.check();
            String name = names.remove();
            if (name.endsWith("/")) {
                if (visit(directory + name)) {
                    return true;
                }
                continue;
            }
            Optional<BasicFileAttributes> found = attributes(directory + name);
            if (found.isPresent() && found.get().isDirectory()) {
                addDirectory(directory, name + "/", names);
            } else if (found.isPresent() && found.get().isRegularFile() && addObject(directory + name, found.get())) {
                return true;
            }
        }
        return false;
    }

    private void addDirectory(String directory, String name, PriorityQueue<String> names) {
        String path = directory + name;
        boolean mayMatch = path.startsWith(prefix) || prefix.startsWith(path);
        boolean isAhead = path.compareTo(after) > 0 || after.startsWith(path);
        if (mayMatch && isAhead) {
            names.add(name);
        }
    }

    private boolean addObject(String key, BasicFileAttributes file) {
        if (!key.startsWith(prefix) || key.compareTo(after) <= 0) {
            return false;
        }
        if (page.size() == limit) {
            return true;
        }
        page.add(new ObjectInfo(
                new ObjectKey(key), file.size(), file.lastModifiedTime().toInstant()));
        return false;
    }

    private PriorityQueue<String> namesIn(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.path().resolve(directory))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isWanted(directory, name)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            root.require(); // a delete took the directory away, unless the root itself is gone
        }
        return new PriorityQueue<>(names);
    }

    /** Whether the name, as a file or as a directory, may hold a key that is asked for. */
    private boolean isWanted(String directory, String name) {
        String path = directory + name;
        boolean mayMatch = path.startsWith(prefix) || prefix.startsWith(path + "/");
        boolean isAhead = path.compareTo(after) > 0 || after.startsWith(path);
        boolean isReserved = directory.isEmpty() && LocalRoot.RESERVED.contains(name);
        return mayMatch && isAhead && !isReserved && isKey(path);
    }

    /** Files that others left in the tree under names no object can have are not ours to show. */
    private static boolean isKey(String path) {
        try {
            return !new ObjectKey(path).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<BasicFileAttributes> attributes(String path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(
                    root.path().resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
