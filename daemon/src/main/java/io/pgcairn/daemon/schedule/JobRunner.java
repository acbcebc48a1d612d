package io.pgcairn.daemon.schedule;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.trail.Trail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs jobs when they are due, each on a virtual thread of its own: one that hangs keeps no other from running, and
 * none runs twice at once. A job that missed its time runs once, at once; one that fails is tried again while it is
 * due. Safe for use by several threads.
 */
public final class JobRunner {
    /**
     * A job and what it does.
     *
     * @param plan named differently from all others
     */
    public record Task(JobPlan plan, Work work) {}

    /** How a job sleeps. {@link #take} is called by one thread, {@link #cut} by any. */
    public interface Nap {
        /** A nap in real time. */
        static Nap real() {
            return new CutNap();
        }

        /** Sleeps that long, or until it is cut, or was since the last one. */
        void take(Duration most) throws InterruptedException;

        void cut();
    }

    /** Hears of runs, on the jobs' threads: to be quick and to throw nothing. */
    public interface Listener {
        void started(JobState job);

        void done(JobState job);

        /** Somebody else is at it; it is looked after again soon. What comes of that is told, and nothing between. */
        void busy(JobState job);

        /** It did not work; the job's state says when it is tried again. */
        void failed(JobState job, Exception cause);

        /** When it ran last cannot be found out; it is asked for again, and not run before. */
        void unknown(JobState job, CairnException cause);
    }

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean isStopping = new AtomicBoolean();

    /**
     * @param owner whose jobs they are, for the names of threads
     * @param pulses where the jobs' loops show that they live
     */
    public JobRunner(
            String owner, List<Task> tasks, Listener listener, InstantSource clock, Supplier<Nap> naps, Pulses pulses) {
        for (Task task : tasks) {
            Job job = new Job(
                    task.plan(),
                    task.work(),
                    listener,
                    clock,
                    naps.get(),
                    pulses.open("the schedule of " + task.plan().name()));
            if (jobs.put(task.plan().name(), job) != null) {
                throw new IllegalArgumentException(
                        "two jobs are named " + task.plan().name());
            }
            threads.add(Thread.ofVirtual()
                    .name(task.plan().name() + "-schedule-" + owner)
                    .unstarted(Trail.here().around(job)));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** A job is to run at once, and until it was a success, unless its schedule says that it never runs by itself. */
    public void demand(String name) {
        find(name).ifPresent(Job::demand);
    }

    /** What ran of this job counts no more: it is asked for anew. */
    public void forget(String name) {
        find(name).ifPresent(Job::forget);
    }

    /** A run of this job that was not started here, but at this moment, was a success. */
    public void ran(String name, Instant start) {
        find(name).ifPresent(job -> job.ran(start));
    }

    /** How each job stands. */
    public List<JobState> states() {
        return jobs.values().stream().map(Job::state).toList();
    }

    public Optional<JobState> state(String name) {
        return find(name).map(Job::state);
    }

    private Optional<Job> find(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** Interrupts what runs, and waits that long for it to end. May be called again to wait longer. */
    public void stop(Duration patience) throws InterruptedException {
        // Once only: what it was interrupted for may be clearing up.
        if (isStopping.compareAndSet(false, true)) {
            threads.forEach(Thread::interrupt);
        }
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            if (thread.isAlive()) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                thread.join(left.isPositive() ? left : Duration.ofMillis(1));
            }
        }
    }
}
