package io.pgcairn.daemon.basebackup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A tablespace that lacks this server's own directory. A server that drops one removes the directory and then, at once,
 * what points to it; where that stays, the tablespace's disk is not mounted.
 *
 * @param place what points to it, in {@code pg_tblspc}
 * @param own the name of the directory that is missing
 */
record MissingTablespace(Path place, String own) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    /**
     * Returns when it is gone.
     *
     * @throws BackupFailedException it stays: a backup without its files would be none
     */
    void requireDropped() throws IOException, InterruptedException, BackupFailedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            if (System.nanoTime() - end > 0) {
                Path target = Files.isSymbolicLink(place) ? Files.readSymbolicLink(place) : place;
                throw new BackupFailedException(
                        "the tablespace at " + target + " has no directory " + own,
                        "see whether its file system is mounted, for a backup without it could not be restored; if"
                                + " pg_tablespace has no such oid any more, remove " + place,
                        null);
            }
            Thread.sleep(BETWEEN);
        }
    }
}
