package io.pgcairn.daemon.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The directory {@code conf.d} beside a configuration file.
 *
 * @param files what is read, in order
 * @param passedOver what looks like a part of the configuration and is not read
 */
record Fragments(List<Path> files, List<Path> passedOver) {
    private static final int MOST_FILES = 100;
    private static final String SUFFIX = ".yaml";

    Fragments {
        files = List.copyOf(files);
        passedOver = List.copyOf(passedOver);
    }

    static Fragments beside(Path file) throws ConfigurationException {
        Path directory = file.resolveSibling("conf.d");
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return new Fragments(List.of(), List.of());
        }
        List<Path> all = list(directory);
        List<Path> read = all.stream().filter(Fragments::isRead).toList();
        if (read.size() > MOST_FILES) {
            throw new ConfigurationException(
                    directory + " has " + read.size() + " files; the most is " + MOST_FILES,
                    "put several of them into one",
                    null);
        }
        return new Fragments(read, all.stream().filter(Fragments::isMistaken).toList());
    }

    private static List<Path> list(Path directory) throws ConfigurationException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(found::add);
        } catch (AccessDeniedException e) {
            throw unreadable(directory, "it may not be read by this user", e);
        } catch (NoSuchFileException e) {
            throw unreadable(directory, "it points nowhere", e);
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(directory, String.valueOf(e.getMessage()), e);
        }
        found.sort(Comparator.comparing(Fragments::name));
        return found;
    }

    /** Half a configuration is worse than none. */
    private static ConfigurationException unreadable(Path directory, String why, Exception cause) {
        return new ConfigurationException(
                "the directory " + directory + " cannot be read: " + why,
                "let this user's group list it (chmod 750, chgrp), or remove it",
                cause);
    }

    private static boolean isRead(Path file) {
        return name(file).endsWith(SUFFIX) && !isHidden(file) && !Files.isDirectory(file);
    }

    /** Not the copies that editors keep: those are meant to be passed over. */
    private static boolean isMistaken(Path file) {
        return name(file).endsWith(".yml") && !isHidden(file);
    }

    private static boolean isHidden(Path file) {
        return name(file).startsWith(".") || name(file).startsWith("#");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
