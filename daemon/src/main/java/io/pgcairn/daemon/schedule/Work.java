package io.pgcairn.daemon.schedule;

import io.pgcairn.daemon.fault.CairnException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a job does and what is known of it. Called by the job's own thread, one call at a time. */
public interface Work {
    /** How a run that did not fail ended. */
    enum Outcome {
        /** It is done, here or by somebody else since it was due. */
        DONE,
        /** Somebody else is at it. */
        BUSY
    }

    /**
     * When the newest run that was a success started, leaving out those that started after {@code limit}; empty if
     * there is none.
     *
     * @throws CairnException that cannot be found out now
     */
    Optional<Instant> last(Instant limit) throws CairnException, InterruptedException;

    /** How long the newest good run took; empty if that is not known. Asked before each run, answered from memory. */
    default Optional<Duration> usual() {
        return Optional.empty();
    }

    /**
     * Runs; returns at the end.
     *
     * @param due since when it is due: a run of somebody else's that started then or later makes this one needless
     */
    Outcome run(Instant due) throws CairnException, InterruptedException;
}
