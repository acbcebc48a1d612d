package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Makes meters that ask where their number comes from when they are scraped. Those that are staged are seen by nobody
 * until they enter, all in one step, and once they are retired none is made any more. Safe for use by several threads.
 */
final class Meters {
    private final MeterRegistry registry;

    /** Micrometer holds what it counts weakly; this keeps it as long as the meter. */
    private final Map<Meter.Id, DoubleSupplier> kept;

    // Guarded by this.
    private final List<Runnable> waiting = new ArrayList<>();
    private Phase phase;

    private enum Phase {
        STAGED,
        LIVE,
        RETIRED
    }

    Meters(MeterRegistry registry) {
        this(registry, new ConcurrentHashMap<>(), Phase.LIVE);
    }

    private Meters(MeterRegistry registry, Map<Meter.Id, DoubleSupplier> kept, Phase phase) {
        this.registry = registry;
        this.kept = kept;
        this.phase = phase;
    }

    /** Others in the same registry, that wait. */
    Meters staged() {
        return new Meters(registry, kept, Phase.STAGED);
    }

    /** Takes the place of whatever has this value of the tag. */
    synchronized void enter(String tag, String value) {
        if (phase == Phase.STAGED) {
            phase = Phase.LIVE;
            // Micrometer leaves a meter in place that is registered twice: the old one goes first.
            forget(tag, value);
            waiting.forEach(Runnable::run);
            waiting.clear();
        }
    }

    /** Leaves those that are there; whoever still counts is not heard any more. */
    synchronized void retire() {
        phase = Phase.RETIRED;
        waiting.clear();
    }

    /** Makes a meter, now or as soon as these enter. */
    private synchronized void make(Runnable registration) {
        if (phase == Phase.LIVE) {
            registration.run();
        } else if (phase == Phase.STAGED) {
            waiting.add(registration);
        }
    }

    /** Counts what happened; nothing before these entered, and nothing after they were retired. */
    synchronized void count(Consumer<MeterRegistry> event) {
        if (phase == Phase.LIVE) {
            event.accept(registry);
        }
    }

    /** NaN while it is not known. */
    void gauge(String name, String help, Tags tags, DoubleSupplier value) {
        make(() -> Gauge.builder(name, value::getAsDouble)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    /** A time in seconds since 1970. */
    void moment(String name, String help, Tags tags, Moment moment) {
        gauge(
                name,
                help,
                tags,
                () -> moment.get()
                        .map(instant -> instant.toEpochMilli() / 1000.0)
                        .orElse(Double.NaN));
    }

    /** A length of time in seconds. */
    void seconds(String name, String help, Tags tags, Span span) {
        gauge(name, help, tags, () -> seconds(span.get()));
    }

    /** A length of time in seconds, of something that may not have been yet. */
    void secondsIfAny(String name, String help, Tags tags, SpanIfAny span) {
        gauge(name, help, tags, () -> span.get().map(Meters::seconds).orElse(Double.NaN));
    }

    /** A whole number that may not be known yet. */
    void number(String name, String help, Tags tags, Number number) {
        gauge(name, help, tags, () -> {
            OptionalLong known = number.get();
            return known.isPresent() ? known.getAsLong() : Double.NaN;
        });
    }

    /** 1 while it is so. */
    void flag(String name, String help, Tags tags, Flag flag) {
        gauge(name, help, tags, () -> flag.get() ? 1 : 0);
    }

    /** What only grows until the process ends. */
    void counter(String name, String help, Tags tags, DoubleSupplier value) {
        make(() -> kept.put(
                FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble)
                        .description(help)
                        .tags(tags)
                        .register(registry)
                        .getId(),
                value));
    }

    /** Removes every meter whose tag has this value. */
    void forget(String tag, String value) {
        for (Meter meter : registry.getMeters()) {
            if (value.equals(meter.getId().getTag(tag))) {
                registry.remove(meter);
                kept.remove(meter.getId());
            }
        }
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }

    @FunctionalInterface
    interface Moment {
        Optional<Instant> get();
    }

    @FunctionalInterface
    interface Span {
        Duration get();
    }

    @FunctionalInterface
    interface SpanIfAny {
        Optional<Duration> get();
    }

    @FunctionalInterface
    interface Number {
        OptionalLong get();
    }

    @FunctionalInterface
    interface Flag {
        boolean get();
    }
}
