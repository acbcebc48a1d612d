package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.PathText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tablespaces that hang in the data directory as links.
 *
 * @param linked each with where its link points
 * @param insideDataDirectory the relative paths of those whose place is in the data directory itself: the walk of the
 *     data directory is not to meet their files a second time
 */
record Tablespaces(List<BackupRecord.Tablespace> linked, Set<String> insideDataDirectory) {
    Tablespaces {
        linked = List.copyOf(linked);
        insideDataDirectory = Set.copyOf(insideDataDirectory);
    }

    /** Looks at the links; in-place tablespaces are directories, and found by the walk. */
    static Tablespaces find(Path dataDirectory) throws IOException {
        List<BackupRecord.Tablespace> linked = new ArrayList<>();
        Set<String> inside = new HashSet<>();
        Path root = dataDirectory.toRealPath();
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(dataDirectory.resolve(ExclusionRules.TABLESPACES))) {
            for (Path link : links) {
                String oid = PathText.nameOf(link);
                if (ExclusionRules.isTablespace(ExclusionRules.TABLESPACES + "/" + oid) && Files.isSymbolicLink(link)) {
                    linked.add(new BackupRecord.Tablespace(
                            Long.parseLong(oid), Files.readSymbolicLink(link).toString()));
                    addIfInside(root, link, inside);
                }
            }
        }
        return new Tablespaces(linked, inside);
    }

    /** Whether a link was there when the backup began. */
    boolean hasLink(String oid) {
        return linked.stream()
                .anyMatch(tablespace -> Long.toString(tablespace.oid()).equals(oid));
    }

    private static void addIfInside(Path root, Path link, Set<String> inside) throws IOException {
        try {
            Path place = link.toRealPath();
            if (place.startsWith(root)) {
                inside.add(root.relativize(place).toString());
            }
        } catch (NoSuchFileException e) {
            // The tablespace was dropped meanwhile, or its place is lost: the walk finds no files there either.
        }
    }
}
