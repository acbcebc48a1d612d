package io.pgcairn.daemon.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * A clock that moves only while one job sleeps or works. Used by one job's thread at a time; the others of its runner
 * must not sleep.
 */
final class SimulatedTime implements InstantSource {
    private volatile Instant now;
    private volatile Instant end = Instant.MIN;
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile UnaryOperator<Duration> oversleep = UnaryOperator.identity();

    SimulatedTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The clock is set. */
    void set(Instant other) {
        now = other;
    }

    /** From now on a sleep takes as long as this makes of it. */
    void oversleep(UnaryOperator<Duration> longer) {
        oversleep = longer;
    }

    /** Sleeps end for good at this moment: that is when the daemon stops. */
    CountDownLatch until(Instant stop) {
        end = stop;
        ended = new CountDownLatch(1);
        return ended;
    }

    /** A nap of the job that moves the clock. */
    JobRunner.Nap nap() {
        return new JobRunner.Nap() {
            @Override
            public void take(Duration most) throws InterruptedException {
                pass(oversleep.apply(most));
                if (!now.isBefore(end)) {
                    ended.countDown();
                    throw new InterruptedException("the daemon stops");
                }
            }

            @Override
            public void cut() {
                // Its sleeps take no time.
            }
        };
    }
}
