package io.pgcairn.daemon.tier;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Runs a lane's passes when there is something to do, for ever: after failures with growing pauses. */
final class LaneRunner implements Runnable {
    /** Bounds what a wrong clock can do. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private final Lane lane;
    private final ReplicationSettings settings;
    private final ReplicationListener listener;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable afterPass;
    private final Semaphore nudged = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int failures;

    LaneRunner(Lane lane, ReplicationSettings settings, TierPair tiers, RandomGenerator random, Runnable afterPass) {
        this.lane = lane;
        this.settings = settings;
        this.listener = tiers.listener();
        this.clock = tiers.clock();
        this.random = random;
        this.afterPass = afterPass;
    }

    /** There is something to do. It does not shorten the pause after a failure: the target is not hammered. */
    void nudge() {
        if (nudged.availablePermits() == 0) {
            nudged.release();
        }
    }

    void stop() {
        stopped.countDown();
        nudge();
    }

    private boolean isStopping() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        try {
            while (!isStopping()) {
                pass();
            }
        } catch (InterruptedException e) {
            // The daemon stops: what was under way is not on the target, and is found again.
            Thread.currentThread().interrupt();
        }
    }

    private void pass() throws InterruptedException {
        try {
            lane.pass();
            failures = 0;
            afterPass.run();
            if (!lane.isBehind()) {
                listener.inStep(lane.name());
                sleep();
            }
        } catch (IOException | RuntimeException e) {
            if (!isStopping()) {
                failures++;
                Duration pause = pause();
                listener.failed(lane.name(), e, failures, pause);
                boolean isOver = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                failures = isOver ? 0 : failures;
            }
        }
    }

    private void sleep() throws InterruptedException {
        Instant due = lane.due();
        Instant now = clock.instant();
        Duration left = due.isBefore(now.plus(LONGEST_SLEEP)) ? Duration.between(now, due) : LONGEST_SLEEP;
        if (nudged.tryAcquire(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
            nudged.drainPermits();
        }
    }

    /** Between half and the whole of a doubling span. */
    private Duration pause() {
        int doublings = Math.min(failures - 1, 20);
        long span = Math.min(
                settings.firstPause().toMillis() << doublings,
                settings.longestPause().toMillis());
        return Duration.ofMillis(span / 2 + random.nextLong(span / 2 + 1));
    }
}
