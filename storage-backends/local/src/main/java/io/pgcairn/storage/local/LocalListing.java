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

/**
 * One page of the tree in key order. It holds as many names as a page of the directories on one path only, however
 * many files there are, and looks at a file only when its turn comes.
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
        SmallestNames names = new SmallestNames(limit);
        do {
            read(directory, names);
            while (names.hasNext()) {
                call.check();
                String name = names.next();
                boolean isFull = name.endsWith("/") ? visit(directory + name) : look(directory, name, names);
                if (isFull) {
                    return true;
                }
            }
        } while (names.hasLeftOut());
        return false;
    }

    /** Finds out what a name is, if it is a key; true when it is an object for which the page has no room. */
    private boolean look(String directory, String name, SmallestNames names) throws IOException {
        if (!isKey(directory + name)) {
            return false;
        }
        Optional<BasicFileAttributes> found = attributes(directory + name);
        if (found.isPresent() && found.get().isDirectory()) {
            addDirectory(directory, name + "/", names);
        }
        return found.isPresent() && found.get().isRegularFile() && addObject(directory + name, found.get());
    }

    private void addDirectory(String directory, String name, SmallestNames names) {
        String path = directory + name;
        boolean mayMatch = path.startsWith(prefix) || prefix.startsWith(path);
        boolean isAhead = path.compareTo(after) > 0 || after.startsWith(path);
        if (mayMatch && isAhead) {
            names.putBack(name);
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

    private void read(String directory, SmallestNames names) throws IOException {
        names.beginReading();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.path().resolve(directory))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (names.mayHold(name) && isWanted(directory, name)) {
                    names.offer(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            root.require(); // a delete took the directory away, unless the root itself is gone
        }
    }

    /** Whether the name, as a file or as a directory, may hold a key that is asked for. */
    private boolean isWanted(String directory, String name) {
        String path = directory + name;
        boolean mayMatch = path.startsWith(prefix) || prefix.startsWith(path + "/");
        boolean isAhead = path.compareTo(after) > 0 || after.startsWith(path);
        boolean isReserved = directory.isEmpty() && LocalRoot.RESERVED.contains(name);
        return mayMatch && isAhead && !isReserved;
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
