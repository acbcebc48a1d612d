package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.instance.FileTree;
import io.pgcairn.daemon.restore.PlannedTablespace;
import io.pgcairn.daemon.restore.RestorePlan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A drill's own directory, which nobody else may enter. A locked file marks it as ours while it is used; whoever finds
 * the mark without its lock has found what a killed process left. Used by one thread.
 */
final class DrillDirectory implements AutoCloseable {
    /** The file that marks it. */
    static final String MARK = "pgcairn-drill";

    private final Path root;
    private final FileChannel mark;
    private boolean isKept;

    private DrillDirectory(Path root, FileChannel mark) {
        this.root = root;
        this.mark = mark;
    }

    /** The name of a drill's directory. */
    static String name(String cluster, BackupId drill) {
        return cluster + "-" + drill;
    }

    /** @param base made if it is not there */
    static DrillDirectory make(Path base, String cluster, BackupId drill) throws IOException {
        Files.createDirectories(base);
        Path root = Files.createDirectory(
                base.toRealPath().resolve(name(cluster, drill)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel mark =
                FileChannel.open(root.resolve(MARK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        mark.lock();
        return new DrillDirectory(root, mark);
    }

    Path root() {
        return root;
    }

    /** The plan with every tablespace in here: nothing of a drill is ever placed where the cluster has it. */
    RestorePlan placed(RestorePlan plan) {
        List<PlannedTablespace> moved = plan.tablespaces().stream()
                .map(each -> new PlannedTablespace(
                        each.oid(), each.original(), root.resolve("tablespaces").resolve(Long.toString(each.oid()))))
                .toList();
        return new RestorePlan(
                plan.request(),
                plan.backup(),
                plan.history(),
                plan.segmentSize(),
                plan.walEnd(),
                plan.isCutByGap(),
                plan.newestCommit(),
                moved,
                plan.branches(),
                plan.warnings());
    }

    /** From now on it belongs to the operator. */
    void keep() throws IOException {
        isKept = true;
        mark.close();
        Files.delete(root.resolve(MARK));
    }

    /** Removes it, unless it is kept. */
    @Override
    public void close() throws IOException {
        if (!isKept) {
            try (mark) {
                remove(root);
            }
        }
    }

    /** The mark goes last, so that what is half removed is still known as ours. */
    static void remove(Path root) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (!entry.endsWith(MARK)) {
                    new FileTree(entry).delete();
                }
            }
        }
        Files.deleteIfExists(root.resolve(MARK));
        Files.delete(root);
    }
}
