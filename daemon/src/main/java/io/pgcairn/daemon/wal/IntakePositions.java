package io.pgcairn.daemon.wal;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the intake is, for who waits on it and for metrics. It outlives connections: while the server is away the lag
 * is told from what was last known. Safe for use by several threads.
 */
public final class IntakePositions {
    private static final Duration HASTEN = Duration.ofMillis(200);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    private volatile TimelineId timeline = TimelineId.FIRST;
    private volatile Lsn received = Lsn.ZERO;
    private volatile Lsn durable = Lsn.ZERO;
    private volatile Lsn serverEnd = Lsn.ZERO;
    private volatile Instant durableAt = Instant.EPOCH;
    private volatile boolean isStreaming;
    private volatile Instant streamedAt;
    private final DurableLag lag;
    private final LongAdder receivedBytes = new LongAdder();

    public IntakePositions(InstantSource clock) {
        this.clock = clock;
        this.lag = new DurableLag(clock.instant());
        this.streamedAt = clock.instant();
    }

    /** @param durableTo what is durable at the start; {@code from} is where the stream begins, at or before it */
    void streaming(TimelineId on, Lsn from, Lsn durableTo) {
        timeline = on;
        received = from;
        // Of a server that was promoted or restored the old position says nothing.
        serverEnd = Lsn.ZERO;
        lag.deaf();
        durable(durableTo);
        isStreaming = true;
    }

    void disconnected() {
        streamedAt = clock.instant();
        isStreaming = false;
        lag.deaf();
    }

    /** Called by the receiving thread only. */
    void received(Lsn position) {
        receivedBytes.add(position.minus(received));
        received = position;
    }

    /** @param end zero if the server has not said it yet */
    void serverAt(Lsn end) {
        if (end.equals(Lsn.ZERO)) {
            return;
        }
        Instant now = clock.instant();
        serverEnd = end;
        lag.heard(end, now);
        if (!durable.isBefore(end)) {
            // Everything the server has is durable: as good as if something new had just become so.
            durableAt = now;
        }
    }

    void durable(Lsn position) {
        lock.lock();
        try {
            durable = position;
            lag.durable(position);
            durableAt = clock.instant();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The timeline that is or was streamed last. */
    public TimelineId timeline() {
        return timeline;
    }

    /** Whether WAL is being received now. */
    public boolean isStreaming() {
        return isStreaming;
    }

    /** The position before which every byte is in the store; {@code 0/0} before the first connection. */
    public Lsn durable() {
        return durable;
    }

    /** Bytes received since the start, repeated ones included. */
    public long receivedBytes() {
        return receivedBytes.sum();
    }

    /** What has been received. */
    public Lsn received() {
        return received;
    }

    /** Bytes the server is known to have written that are not durable yet; empty before the first connection. */
    public OptionalLong lagBytes() {
        return durable.equals(Lsn.ZERO)
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, received.max(serverEnd).minus(durable)));
    }

    /**
     * How long the oldest WAL that is not durable has been waiting; while nothing streams, at most that: since when
     * more may have been written that is not here. Zero if all is durable.
     */
    public Duration lag() {
        return lag.at(clock.instant());
    }

    /** For how long nothing has been streaming: since the last stream ended, or since the start. */
    public Duration silentFor() {
        Duration silent = Duration.between(streamedAt, clock.instant());
        return isStreaming || silent.isNegative() ? Duration.ZERO : silent;
    }

    /** When the frontier moved last, or was last known to have reached the server's end. */
    public Instant durableAt() {
        return durableAt;
    }

    /**
     * Waits until everything before {@code lsn} is durable.
     *
     * @param hasten called now and then while waiting
     * @return false if the patience ran out first
     */
    boolean awaitDurable(Lsn lsn, Duration patience, Runnable hasten) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (durable.isBefore(lsn)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            hasten.run();
            awaitMove(lsn, Math.min(left, HASTEN.toNanos()));
        }
        return true;
    }

    private void awaitMove(Lsn lsn, long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (durable.isBefore(lsn)) {
                moved.await(nanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
