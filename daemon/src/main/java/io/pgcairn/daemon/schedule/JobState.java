package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a job stands.
 *
 * @param plan when it is to run
 * @param phase what it does now
 * @param last when the newest good run started, as far as is known
 * @param next when it runs, or should have run; empty if it never does, or if that is not known yet
 * @param failure what went wrong since the last good run
 * @param lateFrom from when on it is late: when it should have run; or while it runs, when it should have ended; or
 *     while it is not known when it ran last, the schedule's first time since then. Empty if it never is
 */
public record JobState(
        JobPlan plan,
        Phase phase,
        Optional<Instant> last,
        Optional<Instant> next,
        Optional<Failure> failure,
        Optional<Instant> lateFrom) {
    /** What a job does. */
    public enum Phase {
        /** It is not known yet when it ran last. */
        UNKNOWN,
        WAITING,
        RUNNING,
        /** It failed and is tried again. */
        RETRYING
    }

    /**
     * A run that failed.
     *
     * @param at when
     * @param message why, without secrets
     * @param hint what to do
     * @param attempts how many in a row failed
     * @param nextTry when it is tried again
     */
    public record Failure(Instant at, String message, String hint, int attempts, Instant nextTry) {
        private Failure triedWithin(Duration pause) {
            Instant latest = at.plus(pause);
            return nextTry.isAfter(latest) ? new Failure(at, message, hint, attempts, latest) : this;
        }
    }

    /** For how long it has been late; zero if it is not. */
    public Duration overdue(Instant now) {
        return lateFrom.filter(now::isAfter)
                .map(due -> Duration.between(due, now))
                .orElse(Duration.ZERO);
    }

    /** What failed is tried again so soon after the failure, or sooner. */
    JobState triedWithin(Duration pause) {
        return new JobState(plan, phase, last, next, failure.map(each -> each.triedWithin(pause)), lateFrom);
    }

    /** It waits for its time, or for somebody else. */
    JobState waiting() {
        return new JobState(plan, Phase.WAITING, last, next, failure, next);
    }

    /** It runs, and should end at that moment. */
    JobState running(Instant end) {
        return new JobState(plan, Phase.RUNNING, last, next, failure, Optional.of(end));
    }
}
