package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.restore.RestorePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a restored copy has room, before a byte of it is placed: the disk may be the server's own. */
@FunctionalInterface
interface DiskRoom {
    /** Asks the file system. */
    DiskRoom OF_FILE_SYSTEM = directory -> Files.getFileStore(directory).getUsableSpace();

    /** Bytes that may be written below a directory. */
    long free(Path directory) throws IOException;

    /** The backup, the WAL that replay reads, and a fifth: replay makes files grow. */
    static long needed(RestorePlan plan) {
        long plain = plan.backup().plainBytes()
                + plan.segments() * plan.segmentSize().bytes();
        return plain + plain / 5;
    }

    /** @throws DrillException there is too little */
    default void require(RestorePlan plan, Path directory) throws DrillException, IOException {
        long free = free(directory);
        long needed = needed(plan);
        if (free < needed) {
            throw new DrillException(
                    "a drill of backup " + plan.backup().id() + " needs " + needed + " bytes in " + directory
                            + ", where " + free + " are free",
                    "make room there, or name another directory in drill.directory");
        }
    }
}
