package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.PathText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the data directory and the tablespaces, and hands on what belongs into a backup as it is met: however many
 * files there are, no list of them is made. What vanishes meanwhile is passed over, since WAL repeats that.
 */
final class ClusterWalk {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWalk.class);

    private static final String WAL_STATUS = ExclusionRules.WAL + "/archive_status";
    private static final String WAL_SUMMARIES = ExclusionRules.WAL + "/summaries";
    private static final int FIRST_WITH_SUMMARIES = 17;

    private final ClusterLayout layout;
    private final Tablespaces tablespaces;
    private final ExclusionRules rules;
    private final Sink sink;

    /** Takes what is found; may block. */
    interface Sink {
        void accept(SourceEntry entry) throws IOException, InterruptedException, BackupFailedException;
    }

    ClusterWalk(ClusterLayout layout, Tablespaces tablespaces, Sink sink) {
        this.layout = layout;
        this.tablespaces = tablespaces;
        this.rules = new ExclusionRules(layout.statsDirectoryInside());
        this.sink = sink;
    }

    /** Walks everything. */
    void run() throws IOException, InterruptedException, BackupFailedException {
        walk(layout.dataDirectory(), "");
    }

    private void walk(Path directory, String name) throws IOException, InterruptedException, BackupFailedException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                visit(child, name);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            requireRoot(name, e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Any other directory may vanish. */
    private static void requireRoot(String name, IOException e) throws IOException {
        if (name.isEmpty()) {
            throw e;
        }
    }

    private void visit(Path child, String parent) throws IOException, InterruptedException, BackupFailedException {
        String own = PathText.nameOf(child);
        String name = parent.isEmpty() ? own : parent + "/" + own;
        if (rules.omits(parent, own, name) || isUnlogged(child, parent, own)) {
            return;
        }
        Optional<PosixFileAttributes> found = attributes(child);
        if (found.isPresent()) {
            descend(child, own, name, found.get());
        }
    }

    private void descend(Path child, String own, String name, PosixFileAttributes found)
            throws IOException, InterruptedException, BackupFailedException {
        if (rules.empties(own, name) && !found.isRegularFile()) {
            emptyDirectory(child, name, found);
        } else if (ExclusionRules.isTablespace(name) && (found.isSymbolicLink() || found.isDirectory())) {
            tablespace(child, name, found);
        } else if (found.isDirectory()) {
            sink.accept(directory(name, found));
            if (!tablespaces.insideDataDirectory().contains(name)) {
                walk(child, name);
            }
        } else if (found.isRegularFile()) {
            sink.accept(new SourceEntry.SourceFile(
                    name,
                    FileModes.of(found.permissions()),
                    found.lastModifiedTime().toInstant(),
                    child));
        } else {
            LOG.warn("a backup leaves out what is neither file nor directory: {}", child);
        }
    }

    /** Keeps a directory whose contents PostgreSQL makes anew; a link becomes the directory it points to. */
    private void emptyDirectory(Path child, String name, PosixFileAttributes found)
            throws IOException, InterruptedException, BackupFailedException {
        PosixFileAttributes directory = found;
        if (found.isSymbolicLink()) {
            directory = Files.readAttributes(child, PosixFileAttributes.class);
        }
        sink.accept(directory(name, directory));
        if (name.equals(ExclusionRules.WAL)) {
            sink.accept(directory(WAL_STATUS, directory));
            if (layout.major() >= FIRST_WITH_SUMMARIES) {
                sink.accept(directory(WAL_SUMMARIES, directory));
            }
        }
    }

    /** Of a tablespace only this server's own directory counts. */
    private void tablespace(Path place, String name, PosixFileAttributes found)
            throws IOException, InterruptedException, BackupFailedException {
        if (found.isDirectory()) {
            sink.accept(directory(name, found));
        } else if (!tablespaces.hasLink(name.substring(name.lastIndexOf('/') + 1))) {
            // Made since the backup began: WAL makes it again, and tablespace_map does not know it.
            return;
        }
        Path ours = place.resolve(layout.tablespaceDirectory());
        Optional<PosixFileAttributes> there = attributes(ours);
        if (there.isPresent() && there.get().isDirectory()) {
            String ourName = name + "/" + layout.tablespaceDirectory();
            sink.accept(directory(ourName, there.get()));
            walk(ours, ourName);
        } else {
            new MissingTablespace(place, layout.tablespaceDirectory()).requireDropped();
        }
    }

    private static SourceEntry directory(String name, PosixFileAttributes found) {
        return new SourceEntry.SourceDirectory(
                name,
                FileModes.of(found.permissions()),
                found.lastModifiedTime().toInstant());
    }

    /** A relation with an init fork starts empty after recovery, so only that fork is kept. */
    private static boolean isUnlogged(Path child, String parent, String own) {
        if (!ExclusionRules.holdsRelations(parent)) {
            return false;
        }
        Optional<RelationFile> relation = RelationFile.parse(own);
        return relation.isPresent()
                && !relation.get().isInitFork()
                && Files.exists(child.resolveSibling(relation.get().initForkName()), LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<PosixFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
