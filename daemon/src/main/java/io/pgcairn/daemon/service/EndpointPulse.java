package io.pgcairn.daemon.service;

import io.pgcairn.daemon.pulse.Pulse;
import io.pgcairn.daemon.pulse.Pulses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks the endpoint's event loops whether they are alive. Used by one thread. */
final class EndpointPulse {
    /** A loop's work is done in microseconds; a minute is for a machine that is beyond all bounds busy. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Pulses pulses;
    private final List<Loop> loops = new ArrayList<>();

    /** @param isAsked whether the last question is unanswered: a stuck loop is not given more and more of them */
    private record Loop(Executor executor, Pulse pulse, AtomicBoolean isAsked) {
        private void ask() {
            if (isAsked.compareAndSet(false, true)) {
                pulse.within(BOUND);
                executor.execute(() -> isAsked.set(false));
            }
        }

        private void rest() {
            if (!isAsked.get()) {
                pulse.rest();
            }
        }
    }

    EndpointPulse(List<? extends Executor> executors, Pulses pulses) {
        this.pulses = pulses;
        for (Executor executor : executors) {
            loops.add(new Loop(executor, pulses.open("the endpoint"), new AtomicBoolean()));
        }
    }

    /** Asks each that has answered. */
    void ask() {
        try {
            loops.forEach(Loop::ask);
        } catch (RejectedExecutionException e) {
            // The endpoint has been closed: the daemon ends.
            loops.forEach(loop -> loop.pulse().rest());
        }
    }

    /** Those that have not answered for too long. */
    List<String> late() {
        loops.forEach(Loop::rest);
        return pulses.late();
    }
}
