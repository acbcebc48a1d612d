package io.pgcairn.daemon.tier;

import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import java.time.Duration;

/** Hears of a replication's events, on its threads: to be quick and to throw nothing. */
public interface ReplicationListener {
    /** An object is on the target now. */
    void copied(ObjectInfo object);

    /** A lane has copied all that there was. */
    void inStep(String lane);

    /** A backup can be restored from the target now. */
    void backupComplete(ObjectKey mark);

    /** A backup's parts are on the target, and something else that it needs is not. */
    void backupWaits(ObjectKey mark, String missing);

    /** A lane failed and goes on after a pause; {@code attempt} counts failures in a row, from 1. */
    void failed(String lane, Exception failure, int attempt, Duration pause);

    /** No tier gives this object's bytes: it is left out, and tried again later. */
    void skipped(ObjectInfo object, Exception cause);

    /** Both tiers have the object, with different lengths. */
    void differs(ObjectInfo object, long targetBytes);

    /** Tails that a complete segment supersedes could not be deleted on the target. */
    void tailsLeft(String stem, Exception cause);
}
