package io.pgcairn.daemon.bench;

import io.pgcairn.daemon.postgres.Lsn;

/**
 * The CPU time at which half of the backlog was behind a run. What comes after is the steady state: the first half
 * pays for the start of Java's compiler, which a daemon does once.
 */
final class Halfway {
    private static final double GIGA = 1e9;

    private final CpuClock clock;
    private final long to;
    private final long middle;
    private double cpu = -1;
    private long at;

    Halfway(CpuClock clock, Lsn from, Lsn to) {
        this.clock = clock;
        this.to = to.value();
        this.middle = from.value() + to.minus(from) / 2;
    }

    /** Looks where the run is. */
    void look(long position) {
        if (cpu < 0 && Long.compareUnsigned(position, middle) >= 0) {
            cpu = clock.ofThisProcess();
            at = position;
        }
    }

    /** CPU seconds a gigabyte since then, asked at the end. */
    double cpuPerGigabyte() {
        return (clock.ofThisProcess() - cpu) / ((to - at) / GIGA);
    }
}
