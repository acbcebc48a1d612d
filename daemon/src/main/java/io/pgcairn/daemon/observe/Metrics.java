package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Every metric of the program under its Prometheus name. Gauges are computed when they are scraped. */
public final class Metrics implements AutoCloseable {
    /** From a local disk's quick answer to a request near its deadline. */
    private static final Duration[] REQUEST_BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Micrometer holds what it counts weakly; this keeps it as long as the metrics. */
    private final List<Object> kept = Collections.synchronizedList(new ArrayList<>());

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
    }

    /** The figures of a cluster's WAL intake. */
    public void wal(String cluster, WalFigures figures) {
        Tags tags = Tags.of("cluster", cluster);
        gauge("pgcairn.wal.durable.lag.bytes", "WAL not yet durable", tags, () -> orNaN(figures.durableLagBytes()));
        gauge(
                "pgcairn.wal.last.durable.timestamp.seconds",
                "When WAL became durable the last time",
                tags,
                () -> epochSeconds(figures.lastDurable()));
        gauge("pgcairn.wal.connected", "1 while WAL is streaming", tags, () -> figures.connected() ? 1 : 0);
        counter("pgcairn.wal.received.bytes", "WAL received", tags, figures::receivedBytes);
        counter("pgcairn.wal.segments.stored", "Complete segments stored", tags, figures::segmentsStored);
        counter("pgcairn.wal.tails.stored", "Tails of a filling segment stored", tags, figures::tailsStored);
    }

    /** The figures of a cluster's base backups of these types. */
    public void backups(String cluster, List<String> types, BackupFigures figures) {
        Tags tags = Tags.of("cluster", cluster);
        for (String type : types) {
            gauge(
                    "pgcairn.backup.last.success.timestamp.seconds",
                    "When the last good backup ended",
                    tags.and("type", type),
                    () -> epochSeconds(figures.lastSuccess(type)));
        }
        counter("pgcairn.backup.failures", "Backups that failed", tags, figures::failures);
    }

    /**
     * The figures of what runs by itself.
     *
     * @param job its name in the metrics' names, such as {@code backup}
     */
    public void schedule(String cluster, String job, ScheduleFigures figures) {
        Tags tags = Tags.of("cluster", cluster);
        gauge(
                "pgcairn." + job + ".next.timestamp.seconds",
                "When it runs next, or should have run",
                tags,
                () -> epochSeconds(figures.next()));
        gauge(
                "pgcairn." + job + ".overdue.seconds",
                "How long ago it should have run",
                tags,
                () -> figures.overdue().toMillis() / 1000.0);
    }

    /** The figures of a tier that a cluster's objects are copied to. */
    public void tier(String cluster, String tier, TierFigures figures) {
        Tags tags = Tags.of("cluster", cluster, "tier", tier);
        gauge("pgcairn.tier.lag.bytes", "Bytes that are not on the tier yet", tags, () -> orNaN(figures.lagBytes()));
        gauge(
                "pgcairn.tier.lag.objects",
                "Objects that are not on the tier yet",
                tags,
                () -> orNaN(figures.lagObjects()));
        gauge(
                "pgcairn.tier.lag.seconds",
                "Age of the oldest object that is not on the tier yet",
                tags,
                () -> figures.lagAge().toMillis() / 1000.0);
        gauge(
                "pgcairn.tier.last.success.timestamp.seconds",
                "When the tier took an object, or was found in step, the last time",
                tags,
                () -> epochSeconds(figures.lastSuccess()));
        counter("pgcairn.tier.replicated.bytes", "Bytes copied to the tier", tags, figures::replicatedBytes);
        counter("pgcairn.tier.replicated.objects", "Objects copied to the tier", tags, figures::replicatedObjects);
        counter("pgcairn.tier.failures", "Failures to copy to the tier", tags, figures::failures);
    }

    /** What is known of a cluster's archive on a tier. */
    public void archive(String cluster, String tier, ArchiveFigures figures) {
        Tags tags = Tags.of("cluster", cluster, "tier", tier);
        gauge(
                "pgcairn.recoverable.from.timestamp.seconds",
                "From when on every moment can be restored from the tier",
                tags,
                () -> epochSeconds(figures.recoverableFrom()));
        gauge(
                "pgcairn.recoverable.to.timestamp.seconds",
                "The last moment that can be restored from the tier, about",
                tags,
                () -> epochSeconds(figures.recoverableTo()));
        gauge("pgcairn.tier.stored.bytes", "What the tier takes", tags, () -> orNaN(figures.storedBytes()));
        gauge(
                "pgcairn.tier.lost.backups",
                "Backups that the first tier is to hold, lacks, and another tier holds",
                tags,
                () -> orNaN(figures.lostBackups()));
    }

    /** The figures of a tier's retention. */
    public void retention(String cluster, String tier, RetentionFigures figures) {
        Tags tags = Tags.of("cluster", cluster, "tier", tier);
        gauge(
                "pgcairn.retention.last.success.timestamp.seconds",
                "When the tier was pruned to the end the last time",
                tags,
                () -> epochSeconds(figures.lastSuccess()));
        gauge(
                "pgcairn.retention.locked.objects",
                "Objects that the store did not let go the last time",
                tags,
                () -> orNaN(figures.lockedObjects()));
        gauge(
                "pgcairn.retention.refused",
                "1 while nothing may be pruned, since a clock or the catalogue makes no sense",
                tags,
                () -> figures.isRefused() ? 1 : 0);
        counter("pgcairn.retention.deleted.objects", "Objects pruned", tags, figures::deletedObjects);
        counter("pgcairn.retention.deleted.bytes", "Bytes pruned", tags, figures::deletedBytes);
        counter("pgcairn.retention.failures", "Prunings that failed", tags, figures::failures);
    }

    private static double orNaN(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : Double.NaN;
    }

    /** A number of the caller's own, computed when scraped; NaN while it is not known. */
    public void gauge(String name, String help, Tags tags, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(help)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** The same store, its requests counted and timed under the tier's name. */
    public ObjectStore observe(String tier, ObjectStore store) {
        return new ObservedObjectStore(store, (op, outcome, took) -> request(tier, op, outcome, took));
    }

    /** Counts a tier's requests that failed and are made again. */
    public RetryListener retries(String tier) {
        return (op, cause) -> registry.counter(
                        "pgcairn.store.retries",
                        Tags.of("tier", tier, "op", op, "outcome", RequestClock.outcome(cause)))
                .increment();
    }

    /** All metrics in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.getMeters().forEach(Meter::close);
        registry.close();
    }

    private void counter(String name, String help, Tags tags, LongSupplier value) {
        kept.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .tags(tags)
                .register(registry);
    }

    private void request(String tier, String op, String outcome, Duration took) {
        registry.counter("pgcairn.store.requests", Tags.of("tier", tier, "op", op, "outcome", outcome))
                .increment();
        Timer.builder("pgcairn.store.request")
                .description("How long a request on a store took")
                .tags("tier", tier, "op", op)
                .serviceLevelObjectives(REQUEST_BUCKETS)
                .register(registry)
                .record(took);
    }

    private static double epochSeconds(Optional<Instant> moment) {
        return moment.map(instant -> instant.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }
}
