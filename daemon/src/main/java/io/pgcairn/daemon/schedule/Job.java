package io.pgcairn.daemon.schedule;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pulse.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One job. It remembers when it ran last, and asks again before each run: another daemon, or a person, may have seen to
 * it meanwhile. {@link #run} belongs to one thread; everything else may be called by any.
 */
final class Job implements Runnable {
    /** It wakes at least this often: sleeping ends late on a machine that was suspended, or whose clock was set. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

    private static final Duration SHORTEST_NAP = Duration.ofMillis(1);

    /** A store is listed to learn what ran; it has deadlines of its own, and many pages perhaps. */
    private static final Duration ANSWER = Duration.ofHours(2);

    private final Work work;
    private final JobRunner.Listener listener;
    private final InstantSource clock;
    private final JobRunner.Nap nap;
    private final DueTime dueTime;
    private final Pulse pulse;

    /** A run may take twice as long as the last one, or so long if that is longer, before it is late. */
    private static final Duration LEAST_RUN = Duration.ofHours(1);

    /** Of the first run nobody knows how long it takes. */
    private static final Duration FIRST_RUN = Duration.ofDays(1);

    // Guarded by this.
    private JobState state;
    private boolean isKnown;
    private Optional<Instant> demanded = Optional.empty();
    private int failures;

    // Of the job's thread alone.
    private int unanswered;
    private boolean isHeldUp;

    Job(JobPlan plan, Work work, JobRunner.Listener listener, InstantSource clock, JobRunner.Nap nap, Pulse pulse) {
        this.work = work;
        this.listener = listener;
        this.clock = clock;
        this.nap = nap;
        this.pulse = pulse;
        this.dueTime = new DueTime(plan, clock.instant());
        this.state = new JobState(
                plan,
                JobState.Phase.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                dueTime.after(clock.instant()));
    }

    @Override
    public void run() {
        try {
            if (dueTime.isNever()) {
                waiting();
                pulse.close();
                return;
            }
            while (true) {
                pulse.within(ANSWER);
                Duration rest = step();
                pulse.within(rest.plus(LONGEST_NAP));
                nap.take(rest);
            }
        } catch (InterruptedException e) {
            // That is how it is stopped.
            pulse.close();
            Thread.currentThread().interrupt();
        }
    }

    synchronized JobState state() {
        return state;
    }

    /**
     * It is to run at once, whatever its schedule says, unless it never runs by itself. What failed before does not
     * hold it up for longer than after a first failure.
     */
    void demand() {
        synchronized (this) {
            // One that is waited for still is the same: it is satisfied by what starts after it was first made.
            demanded = demanded.or(() -> Optional.of(clock.instant()));
            state = state.triedWithin(RetryPause.RUNS.after(1));
        }
        nap.cut();
    }

    /** What ran counts no more, since it was for something else: the store is asked before anything is said again. */
    void forget() {
        synchronized (this) {
            isKnown = false;
            state = new JobState(
                    state.plan(),
                    state.phase(),
                    Optional.empty(),
                    Optional.empty(),
                    state.failure(),
                    dueTime.after(clock.instant()));
        }
        nap.cut();
    }

    /** A run that was not started here was a success. */
    void ran(Instant start) {
        remember(Optional.of(start));
        nap.cut();
    }

    /** Runs if it is due; how long to sleep before the next step. */
    private Duration step() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Duration> rest = rest(now);
        if (rest.isPresent()) {
            isHeldUp = false;
            return rest.get();
        }
        try {
            Optional<Duration> unanswerable = ask(now);
            rest = unanswerable.or(() -> rest(now));
            isHeldUp &= rest.isEmpty();
            return rest.isPresent() ? rest.get() : runOnce(now, state().next().orElse(now));
        } catch (CairnException e) {
            return failed(e, e.hint());
        } catch (RuntimeException e) {
            return failed(e, "this is a defect; see the log for where it came from, and report it");
        }
    }

    /** Finds out what ran; how long to sleep if that cannot be, and never could. */
    private Optional<Duration> ask(Instant now) throws CairnException, InterruptedException {
        try {
            remember(work.last(now.plus(DueTime.SKEW)));
            unanswered = 0;
            return Optional.empty();
        } catch (CairnException e) {
            if (isKnown()) {
                throw e;
            }
            return Optional.of(unknown(e));
        }
    }

    private Duration runOnce(Instant now, Instant due) throws CairnException, InterruptedException {
        running(now.plus(work.usual().map(Job::patience).orElse(FIRST_RUN)));
        if (!isHeldUp) {
            listener.started(state());
        }
        // It takes as long as it takes: a large cluster's backup has no bound.
        pulse.rest();
        switch (work.run(due)) {
            case DONE -> {
                isHeldUp = false;
                remember(Optional.of(now));
                listener.done(state());
                return SHORTEST_NAP;
            }
            case BUSY -> {
                waiting();
                if (!isHeldUp) {
                    listener.busy(state());
                }
                isHeldUp = true;
                return LONGEST_NAP;
            }
        }
        throw new AssertionError("every outcome is known");
    }

    private synchronized boolean isKnown() {
        return isKnown;
    }

    private synchronized void waiting() {
        state = state.waiting();
    }

    private synchronized void running(Instant end) {
        state = state.running(end);
    }

    private static Duration patience(Duration usual) {
        Duration twice = usual.multipliedBy(2);
        return twice.compareTo(LEAST_RUN) < 0 ? LEAST_RUN : twice;
    }

    /** How long there is nothing to do; empty if it is to run, as far as is remembered. */
    private synchronized Optional<Duration> rest(Instant now) {
        // What is far ahead was remembered, or demanded, before the clock was put back.
        Instant limit = now.plus(DueTime.SKEW);
        isKnown &= state.last().filter(limit::isBefore).isEmpty();
        demanded = demanded.map(since -> since.isAfter(limit) ? now : since);
        if (!isKnown) {
            return Optional.empty();
        }
        Optional<Instant> due = due(now);
        boolean isDue = due.filter(now::isBefore).isEmpty() && due.isPresent();
        failures = isDue ? failures : 0;
        // A pause that is longer than any is one that was begun before the clock was put back.
        Optional<Duration> pause = state.failure()
                .map(last -> Duration.between(now, last.nextTry()))
                .filter(Duration::isPositive)
                .filter(left -> left.compareTo(RetryPause.RUNS.longest()) <= 0);
        JobState.Phase phase = failures > 0 ? JobState.Phase.RETRYING : JobState.Phase.WAITING;
        state = new JobState(state.plan(), phase, state.last(), due, state.failure(), due);
        return isDue ? pause.map(Job::bounded) : Optional.of(until(due, now));
    }

    private Optional<Instant> due(Instant now) {
        boolean isWanted = demanded.filter(since ->
                        state.last().filter(last -> !last.isBefore(since)).isEmpty())
                .isPresent();
        if (!isWanted) {
            demanded = Optional.empty();
            return dueTime.of(state.last(), now);
        }
        return demanded;
    }

    private static Duration until(Optional<Instant> due, Instant now) {
        return due.map(at -> bounded(Duration.between(now, at))).orElse(LONGEST_NAP);
    }

    private static Duration bounded(Duration pause) {
        Duration least = pause.compareTo(SHORTEST_NAP) < 0 ? SHORTEST_NAP : pause;
        return least.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : least;
    }

    /** The newest start that is known counts, if it is not far ahead. */
    private synchronized void remember(Optional<Instant> start) {
        Instant limit = clock.instant().plus(DueTime.SKEW);
        Optional<Instant> known = state.last().filter(last -> !last.isAfter(limit));
        Optional<Instant> newest =
                start.filter(at -> known.isEmpty() || at.isAfter(known.get())).or(() -> known);
        boolean isNew = !newest.equals(known);
        isKnown = true;
        state = new JobState(
                state.plan(),
                state.phase(),
                newest,
                state.next(),
                isNew ? Optional.empty() : state.failure(),
                state.lateFrom());
    }

    private Duration failed(Exception cause, String hint) {
        isHeldUp = false;
        JobState told;
        synchronized (this) {
            failures++;
            Instant at = clock.instant();
            JobState.Failure failure = new JobState.Failure(
                    at,
                    cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                    hint,
                    failures,
                    at.plus(RetryPause.RUNS.after(failures)));
            state = new JobState(
                    state.plan(),
                    JobState.Phase.RETRYING,
                    state.last(),
                    state.next(),
                    Optional.of(failure),
                    state.next().or(state::lateFrom));
            told = state;
        }
        listener.failed(told, cause);
        return SHORTEST_NAP;
    }

    private Duration unknown(CairnException cause) {
        unanswered++;
        if (unanswered == 1) {
            listener.unknown(state(), cause);
        }
        return RetryPause.QUESTIONS.after(unanswered);
    }
}
