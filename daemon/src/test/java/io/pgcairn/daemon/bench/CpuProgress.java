package io.pgcairn.daemon.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The CPU time at which half of the bytes were moved. What comes after is the steady state: the first half pays for the
 * start of Java's compiler and for loading a client, which a daemon does once. Safe for use by several threads.
 */
final class CpuProgress {
    private static final double GIGA = 1e9;

    private final CpuClock clock;
    private final long total;
    private final AtomicLong moved = new AtomicLong();
    private volatile double cpu;
    private volatile long at;

    CpuProgress(CpuClock clock, long total) {
        this.clock = clock;
        this.total = total;
    }

    void add(long bytes) {
        long after = moved.addAndGet(bytes);
        if (after >= total / 2 && after - bytes < total / 2) {
            cpu = clock.ofThisProcess();
            at = after;
        }
    }

    /** CPU seconds a gigabyte since then, asked at the end. */
    double cpuPerGigabyte() {
        return (clock.ofThisProcess() - cpu) / ((total - at) / GIGA);
    }
}
