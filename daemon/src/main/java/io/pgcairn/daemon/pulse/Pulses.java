package io.pgcairn.daemon.pulse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The signs of life of some loops together. Safe for use by several threads. */
public final class Pulses {
    private final LongSupplier nanoTime;
    private final Set<Pulse> open = ConcurrentHashMap.newKeySet();

    /** @param nanoTime a clock that nobody sets, such as {@link System#nanoTime} */
    public Pulses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Signs that nobody looks at: for a verb that runs and ends. */
    public static Pulses unwatched() {
        return new Pulses(System::nanoTime);
    }

    /**
     * A loop begins. It rests until it promises something.
     *
     * @param loop what an operator reads when it is stuck
     */
    public Pulse open(String loop) {
        Pulse pulse = new Pulse(loop, nanoTime, open::remove);
        open.add(pulse);
        return pulse;
    }

    /** The loops that broke their promise, in the order of their names; empty while all are alive. */
    public List<String> late() {
        return open.stream().filter(Pulse::isLate).map(Pulse::loop).sorted().toList();
    }
}
