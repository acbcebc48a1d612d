package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.observe.DumpFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Counts one cluster's logical dumps for the metrics. Safe for use by several threads. */
final class DumpReport implements DumpFigures {
    private final InstantSource clock;
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<Instant> started = Optional.empty();
    private volatile Optional<Good> last = Optional.empty();

    private record Good(Instant ended, Duration took, long storedBytes) {}

    DumpReport(InstantSource clock) {
        this.clock = clock;
    }

    void starts() {
        started = Optional.of(clock.instant());
    }

    void good(DumpRecord dump) {
        Instant now = clock.instant();
        last = Optional.of(new Good(now, Duration.between(started.orElse(now), now), dump.storedBytes()));
        started = Optional.empty();
    }

    /** It failed, or was turned away. */
    void failed() {
        started = Optional.empty();
        failures.incrementAndGet();
    }

    @Override
    public Optional<Instant> lastSuccess() {
        return last.map(Good::ended);
    }

    @Override
    public Optional<Duration> lastDuration() {
        return last.map(Good::took);
    }

    @Override
    public OptionalLong lastStoredBytes() {
        return last.map(good -> OptionalLong.of(good.storedBytes())).orElse(OptionalLong.empty());
    }

    @Override
    public boolean isRunning() {
        return started.isPresent();
    }

    @Override
    public long failures() {
        return failures.get();
    }
}
