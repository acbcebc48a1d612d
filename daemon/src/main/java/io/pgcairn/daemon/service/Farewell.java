package io.pgcairn.daemon.service;

import io.pgcairn.daemon.trail.Trail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops clusters, all at once: one whose store hangs does not take the others' time, and none more than a bound. What
 * is still at it then is remembered until it ends. Used by one thread.
 */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    /** What is still at it then is left behind: the process is to end within its supervisor's patience. */
    static final Duration LIMIT = Duration.ofSeconds(50);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Duration limit;
    private final List<Leaving> leaving = new ArrayList<>();
    private final List<Leaving> leftBehind = new ArrayList<>();

    Farewell() {
        this(LIMIT);
    }

    /** @param limit how long those that were begun are waited for, and again at the end */
    Farewell(Duration limit) {
        this.limit = limit;
    }

    private record Leaving(String cluster, Thread thread) {
        private boolean isOver() {
            return !thread.isAlive();
        }

        private void tell() {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("hint", "what was not acknowledged comes again from the slot")
                    .log("a cluster has not stopped yet: a store does not answer");
        }
    }

    /** Begins to stop a cluster; it is waited for by {@link #await}. */
    void begin(String cluster, Runnable stop) {
        Thread thread = Thread.ofVirtual()
                .name("stop-" + cluster)
                .start(Trail.cluster(cluster).around(stop));
        leaving.add(new Leaving(cluster, thread));
    }

    /** The stops of this cluster that were begun and are not over; its successor must not run beside what they stop. */
    List<Thread> stopping(String cluster) {
        return Stream.concat(leaving.stream(), leftBehind.stream())
                .filter(each -> each.cluster().equals(cluster))
                .map(Leaving::thread)
                .filter(Thread::isAlive)
                .toList();
    }

    /** Waits until all that were begun have stopped, or for the bound, or until it is told to hurry. */
    void await(BooleanSupplier hurry) throws InterruptedException {
        long begin = System.nanoTime();
        while (!leaving.isEmpty() && !hurry.getAsBoolean() && System.nanoTime() - begin < limit.toNanos()) {
            leaving.getFirst().thread().join(POLL);
            leaving.removeIf(Leaving::isOver);
        }
        leftBehind.removeIf(Leaving::isOver);
        if (!hurry.getAsBoolean()) {
            leaveBehind();
        }
    }

    /** Those that were waited for once: who comes next does not pay for them again. */
    void leaveBehind() {
        leaving.forEach(Leaving::tell);
        leftBehind.addAll(leaving);
        leaving.clear();
    }

    /** The same for the last time, also for those that were left behind before. */
    void awaitLast() throws InterruptedException {
        leaving.addAll(leftBehind);
        leftBehind.clear();
        await(() -> false);
    }
}
