package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.Lineage;
import java.io.IOException;
import java.time.Duration;

/**
 * Looks whether a backup outlived a prune that was under way while it was pinned. Who prunes deletes the mark, looks
 * for pins, and puts the mark back if there is one: so a mark that is missing is waited for.
 *
 * @param patience how long
 */
public record MarkWatch(Duration patience) {
    private static final Duration PAUSE = Duration.ofMillis(250);

    public MarkWatch() {
        this(Duration.ofSeconds(20));
    }

    /** Whether the backup is good, now or soon. */
    public boolean outlives(Lineage lineage, BackupId backup) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!lineage.backups().isCommitted(backup)) {
            if (System.nanoTime() - begin >= patience.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }
}
