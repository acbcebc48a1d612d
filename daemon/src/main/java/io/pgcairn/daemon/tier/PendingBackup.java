package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import java.time.Instant;

/**
 * A committed backup or dump of which the target lacks something.
 *
 * @param lag how much
 * @param isCounted whether that was counted
 * @param isWaiting whether all that is missing is WAL and the mark
 * @param isSkipping whether a part was left out since no tier gives it
 * @param failures in a row
 * @param notBefore when it is tried again
 */
record PendingBackup(
        ArchiveName.Commit mark,
        Lag lag,
        boolean isCounted,
        boolean isWaiting,
        boolean isSkipping,
        int failures,
        Instant notBefore) {
    static PendingBackup committed(ArchiveName.Commit mark) {
        return new PendingBackup(mark, Lag.NONE, false, false, false, 0, Instant.EPOCH);
    }

    PendingBackup counted(Lag counted) {
        return new PendingBackup(mark, counted, true, isWaiting, isSkipping, failures, notBefore);
    }

    PendingBackup trying() {
        return new PendingBackup(mark, lag, isCounted, false, false, failures, Instant.EPOCH);
    }

    PendingBackup skipping() {
        return new PendingBackup(mark, lag, isCounted, isWaiting, true, failures, notBefore);
    }

    PendingBackup failed() {
        return new PendingBackup(mark, lag, isCounted, false, isSkipping, failures + 1, notBefore);
    }

    PendingBackup again(Instant at, boolean forWal) {
        return new PendingBackup(mark, lag, isCounted, forWal, isSkipping, 0, at);
    }
}
