package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.catalog.BackupId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is to become of a tier's backups and WAL. */
public sealed interface RetentionPlan {
    /**
     * The clock or the catalogue makes no sense, or there is nothing good to keep: nothing may go.
     *
     * @param hint what an operator can do
     * @param isTrouble false where there is nothing yet: no backup was taken, or none has been copied so far
     */
    record Refused(String why, String hint, boolean isTrouble) implements RetentionPlan {}

    /**
     * @param windowStart from when on every moment stays restorable, if it is now
     * @param verdicts one for each good backup
     * @param wal what is needed; all other WAL goes
     */
    record Decided(Instant windowStart, SortedMap<BackupId, Verdict> verdicts, WalNeed wal) implements RetentionPlan {
        public Decided {
            verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
        }
    }
}
