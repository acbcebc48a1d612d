package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a job is due, from nothing but its plan and what ran. Pure.
 *
 * @param started when the daemon started
 */
record DueTime(JobPlan plan, Instant started) {
    /**
     * Up to how much later than now a run may claim to have started, since the clocks of two hosts differ. What is
     * farther ahead was written by a clock that was wrong, and does not keep the job from running.
     */
    static final Duration SKEW = Duration.ofMinutes(5);

    boolean isNever() {
        return plan.schedule().next(started).isEmpty();
    }

    /** When its schedule comes round the next time, whatever ran; empty if it never does. */
    Optional<Instant> after(Instant moment) {
        return plan.schedule().next(moment.minus(plan.delay())).map(due -> due.plus(plan.delay()));
    }

    /**
     * The moment at which it is, or was, to run; empty if it never is.
     *
     * @param last when the newest good run started; empty if it never ran
     */
    Optional<Instant> of(Optional<Instant> last, Instant now) {
        if (isNever()) {
            return Optional.empty();
        }
        if (last.isEmpty()) {
            // A start that is far ahead was read from a clock that has been put back since.
            return Optional.of(started.isAfter(now.plus(SKEW)) ? now : started.plus(plan.first()));
        }
        Instant ran = last.get().minus(plan.delay());
        Instant earliest = plan.startWithin()
                .map(within -> now.minus(within).minus(plan.delay()))
                .orElse(ran);
        return plan.schedule().next(ran, earliest).map(due -> due.plus(plan.delay()));
    }
}
