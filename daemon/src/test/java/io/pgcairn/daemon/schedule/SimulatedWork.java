package io.pgcairn.daemon.schedule;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Work whose good runs a store remembers, so that they outlive the daemon. */
final class SimulatedWork implements Work {
    /** What goes wrong. */
    static final class Broken extends CairnException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(Fault.BACKUP_FAILED, message, "mend it", null);
        }
    }

    final List<Instant> good = new ArrayList<>();
    final List<Instant> tried = new ArrayList<>();
    Duration takes = Duration.ofMinutes(20);
    Optional<Duration> usual = Optional.empty();

    /** Run at the end of each run that is good. */
    Runnable meanwhile = () -> {};

    BooleanSupplier fails = () -> false;
    BooleanSupplier hides = () -> false;
    BooleanSupplier busy = () -> false;

    private final SimulatedTime time;

    SimulatedWork(SimulatedTime time) {
        this.time = time;
    }

    @Override
    public Optional<Instant> last(Instant limit) throws CairnException {
        if (hides.getAsBoolean()) {
            throw new Broken("the store is down");
        }
        return good.stream().filter(start -> !start.isAfter(limit)).max(Instant::compareTo);
    }

    @Override
    public Optional<Duration> usual() {
        return usual;
    }

    @Override
    public Outcome run(Instant due) throws CairnException {
        Instant start = time.instant();
        tried.add(start);
        if (busy.getAsBoolean()) {
            return Outcome.BUSY;
        }
        if (fails.getAsBoolean()) {
            time.pass(takes.dividedBy(2));
            throw new Broken("the disk is full");
        }
        good.add(start);
        time.pass(takes);
        meanwhile.run();
        return Outcome.DONE;
    }
}
