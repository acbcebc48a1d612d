package io.pgcairn.daemon.watch;

import io.pgcairn.daemon.observe.SlotFigures;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.postgres.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server now and then how much WAL it keeps for our slot. While it does not answer, what it said last is told,
 * with its time; but how long that may go on is told only as long as it is fresh. {@link #run} belongs to one thread,
 * the figures to all.
 */
final class SlotWatch implements Runnable, SlotFigures {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A server that is down fills nothing: a forecast from before would raise an alarm about another trouble. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private final Server server;
    private final String slot;
    private final InstantSource clock;
    private final Duration pause;
    private final Semaphore wanted = new Semaphore(0);
    private final SlotForecast forecast = new SlotForecast();
    private volatile Optional<Answer> last = Optional.empty();

    private record Answer(
            Instant at, OptionalLong retained, OptionalLong safe, OptionalDouble fullSeconds, boolean isLost) {}

    /** What is asked. */
    interface Server {
        /** Empty if the server has none of this name. */
        Optional<SlotState> slot(String name) throws PostgresException;

        /** What its WAL may still take of its disk; empty if that cannot be seen from here. */
        OptionalLong free() throws PostgresException;
    }

    SlotWatch(ServerQueries server, String slot, InstantSource clock) {
        this(
                new Server() {
                    @Override
                    public Optional<SlotState> slot(String name) throws PostgresException {
                        return server.slot(name, PATIENCE);
                    }

                    @Override
                    public OptionalLong free() throws PostgresException {
                        return WalDisk.free(server, PATIENCE);
                    }
                },
                slot,
                clock,
                PAUSE);
    }

    /** @param pause between two questions, unless one is wanted earlier */
    SlotWatch(Server server, String slot, InstantSource clock, Duration pause) {
        this.server = server;
        this.slot = slot;
        this.clock = clock;
        this.pause = pause;
    }

    /** The slot is another than it was: it is asked for at once. */
    void changed() {
        wanted.release();
    }

    @Override
    public void run() {
        try {
            while (true) {
                wanted.drainPermits();
                ask();
                wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** That the server is away is told by the intake: here it only makes the figures old. */
    void ask() {
        try {
            Optional<SlotState> state = server.slot(slot);
            if (state.isPresent()) {
                note(state.get());
            } else {
                noteAbsent();
            }
        } catch (PostgresException | RuntimeException e) {
            forecast.forget();
            LOG.atDebug()
                    .addKeyValue("slot", slot)
                    .addKeyValue("error", e.getMessage())
                    .log("the slot is not known");
        }
    }

    private void note(SlotState state) throws PostgresException {
        OptionalLong safe = smaller(state.safeBytes(), server.free());
        Instant now = clock.instant();
        if (state.retainedBytes().isPresent()) {
            forecast.add(now, state.retainedBytes().getAsLong());
        } else {
            forecast.forget();
        }
        last = Optional.of(new Answer(now, state.retainedBytes(), safe, forecast.fullSeconds(safe), state.isLost()));
    }

    /** The intake makes it anew; until then the server keeps nothing for us, and nothing can be lost again. */
    private void noteAbsent() {
        forecast.forget();
        last = Optional.of(
                new Answer(clock.instant(), OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty(), false));
    }

    private Optional<Answer> fresh() {
        Instant oldest = clock.instant().minus(FRESH);
        return last.filter(answer -> !answer.at().isBefore(oldest));
    }

    private static OptionalLong smaller(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    @Override
    public OptionalLong retainedBytes() {
        return last.map(Answer::retained).orElse(OptionalLong.empty());
    }

    @Override
    public OptionalLong safeBytes() {
        return fresh().map(Answer::safe).orElse(OptionalLong.empty());
    }

    @Override
    public OptionalDouble fullSeconds() {
        return fresh().map(Answer::fullSeconds).orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<Boolean> isLost() {
        return last.map(Answer::isLost);
    }

    @Override
    public Optional<Instant> lastAnswer() {
        return last.map(Answer::at);
    }
}
