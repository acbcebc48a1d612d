package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Every metric of the program under its Prometheus name. Gauges are computed when they are scraped. */
public final class Metrics implements AutoCloseable {
    private static final String CLUSTER = "cluster";

    private final PrometheusMeterRegistry registry;
    private final Meters meters;
    private final InstantSource clock;

    public Metrics() {
        this(InstantSource.system());
    }

    /** @param clock dates the failures of stores */
    Metrics(InstantSource clock) {
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        this.meters = new Meters(registry);
        this.clock = clock;
        new JvmMemoryMetrics().bindTo(registry);
        ProcessMeters.add(meters);
    }

    private Metrics(PrometheusMeterRegistry registry, Meters meters, InstantSource clock) {
        this.registry = registry;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * The same for one cluster that is being made, beside one of its name that runs perhaps: nothing of it is seen
     * until it {@link #enter}s. It is not to be closed.
     */
    public Metrics staged() {
        return new Metrics(registry, meters.staged(), clock);
    }

    /** The meters of this staged cluster take the place of those that are there, in one step. */
    public void enter(String cluster) {
        meters.enter(CLUSTER, cluster);
    }

    /** Removes the meters of this cluster, which entered; what it still does as it ends is not counted. */
    public void retire(String cluster) {
        meters.retire();
        meters.forget(CLUSTER, cluster);
    }

    /** What runs: 1, for its labels. */
    public void build(String version, String java) {
        meters.gauge(
                "pgcairn.build.info",
                "The program's version and that of Java",
                Tags.of("version", version.replaceFirst("^pgcairn ", ""), "java", java),
                () -> 1);
    }

    /** The figures of a cluster's WAL intake. */
    public void wal(String cluster, WalFigures figures) {
        WalMeters.add(meters, of(cluster), figures);
    }

    /** What the server says of a cluster's replication slot. */
    public void slot(String cluster, SlotFigures figures) {
        SlotMeters.add(meters, of(cluster), figures);
    }

    /** The figures of a cluster's base backups of these types. */
    public void backups(String cluster, List<String> types, BackupFigures figures) {
        BackupMeters.add(meters, of(cluster), types, figures);
    }

    /** The figures of a cluster's logical dumps. */
    public void dumps(String cluster, DumpFigures figures) {
        BackupMeters.add(meters, of(cluster), figures);
    }

    /**
     * The figures of what runs by itself.
     *
     * @param job its name in the metrics' names, such as {@code backup}
     */
    public void schedule(String cluster, String job, ScheduleFigures figures) {
        JobMeters.add(meters, of(cluster), job, figures);
    }

    /** The figures of a tier that a cluster's objects are copied to. */
    public void tier(String cluster, String tier, TierFigures figures) {
        TierMeters.add(meters, of(cluster, tier), figures);
    }

    /** What is known of a cluster's archive on a tier. */
    public void archive(String cluster, String tier, ArchiveFigures figures) {
        TierMeters.add(meters, of(cluster, tier), figures);
    }

    /** The figures of a tier's retention. */
    public void retention(String cluster, String tier, RetentionFigures figures) {
        TierMeters.add(meters, of(cluster, tier), figures);
    }

    /** Whether a cluster's keys open what is written. */
    public void keys(String cluster, KeyFigures figures) {
        KeyMeters.add(meters, of(cluster), figures);
    }

    /** The figures of a cluster's restore drills; when the next is due is a {@link #schedule}. */
    public void drills(String cluster, DrillFigures figures) {
        DrillMeters.add(meters, of(cluster), figures);
    }

    /** How the configuration is read anew while the daemon runs. */
    public void configReload(ReloadFigures figures) {
        meters.flag(
                "pgcairn.config.last.reload.success",
                "1 while the configuration that was read last is in force, 0 while an older one stays in force",
                Tags.empty(),
                figures::isLastSuccess);
        meters.moment(
                "pgcairn.config.last.reload.timestamp.seconds",
                "When the configuration in force was read",
                Tags.empty(),
                () -> Optional.of(figures.lastSuccess()));
    }

    /**
     * Counts an answer of the endpoint.
     *
     * @param route one of a few words, never a path that a client made up
     * @param status 100 to 599
     */
    public void answered(String route, int status) {
        Counter.builder("pgcairn.http.requests")
                .description("Answers of the endpoint")
                .tags("route", route, "status", status / 100 + "xx")
                .register(registry)
                .increment();
    }

    /** A number of the caller's own, computed when scraped; NaN while it is not known. */
    public void gauge(String name, String help, Tags tags, DoubleSupplier value) {
        meters.gauge(name, help, tags, value);
    }

    /** The same store, its requests counted and timed under the cluster's and the tier's name. */
    public ObjectStore observe(String cluster, String tier, ObjectStore store) {
        return new ObservedObjectStore(store, observer(cluster, tier));
    }

    StoreObserver observer(String cluster, String tier) {
        return new StoreMeters(meters, of(cluster, tier), clock)::requested;
    }

    /** Counts a tier's requests that failed and are made again. */
    public RetryListener retries(String cluster, String tier) {
        return (op, cause) -> StoreMeters.retried(meters, of(cluster, tier), op, RequestClock.outcome(cause));
    }

    /** What all gauges of a cluster, and those of the daemon itself, say now. */
    public List<Reading> readings(String cluster) {
        return registry.getMeters().stream()
                .filter(Gauge.class::isInstance)
                .map(Gauge.class::cast)
                .filter(gauge -> isAbout(gauge, cluster))
                .map(Metrics::reading)
                .toList();
    }

    private static boolean isAbout(Gauge gauge, String cluster) {
        String of = gauge.getId().getTag(CLUSTER);
        return of == null || of.equals(cluster);
    }

    private static Reading reading(Gauge gauge) {
        Map<String, String> labels =
                gauge.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
        return new Reading(gauge.getId().getName().replace('.', '_'), labels, gauge.value());
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

    private static Tags of(String cluster) {
        return Tags.of(CLUSTER, cluster);
    }

    private static Tags of(String cluster, String tier) {
        return Tags.of(CLUSTER, cluster, "tier", tier);
    }
}
