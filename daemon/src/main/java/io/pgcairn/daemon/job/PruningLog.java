package io.pgcairn.daemon.job;

import io.pgcairn.daemon.observe.RetentionFigures;
import io.pgcairn.daemon.retention.PruneReport;
import io.pgcairn.daemon.retention.RetentionPlan;
import io.pgcairn.daemon.upkeep.Pruned;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log how one tier is pruned, each reason once, and counts. Safe for use by several threads. */
final class PruningLog implements RetentionFigures {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.retention");

    private final String cluster;
    private final String tier;
    private final InstantSource clock;
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile OptionalLong locked = OptionalLong.empty();
    private volatile boolean isRefused;
    private volatile Optional<Instant> failingSince = Optional.empty();

    // Guarded by this.
    private String toldRefusal = "";
    private long toldLocked;
    private boolean hasNews;

    PruningLog(String cluster, String tier, InstantSource clock) {
        this.cluster = cluster;
        this.tier = tier;
        this.clock = clock;
    }

    /** What went by one plan, whether or not the rest failed. */
    synchronized void went(PruneReport report) {
        objects.addAndGet(report.gone().objects());
        bytes.addAndGet(report.gone().bytes());
        if (report.gone().objects() > 0) {
            hasNews = true;
            LOG.atInfo()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("tier", tier)
                    .addKeyValue("backups", report.backups().keySet())
                    .addKeyValue("leftovers", report.leftovers().keySet())
                    .addKeyValue(
                            "wal_objects",
                            report.wal().objects() + report.tails().objects())
                    .addKeyValue("objects", report.gone().objects())
                    .addKeyValue("bytes", report.gone().bytes())
                    .log("pruned");
        }
    }

    /** What went of logical dumps, a line each. */
    void wentOfDumps(List<String> lines) {
        lines.forEach(line -> LOG.atInfo().addKeyValue("cluster", cluster).log(line));
    }

    /** Whether something went since this was asked the last time. */
    synchronized boolean hasNews() {
        boolean news = hasNews;
        hasNews = false;
        return news;
    }

    /** It came to its end, though perhaps without deleting anything. */
    synchronized void ended(List<Pruned> pruned) {
        failingSince = Optional.empty();
        long kept = pruned.stream()
                .flatMap(lineage -> lineage.reports().stream())
                .mapToLong(report -> report.locked().objects())
                .sum();
        locked = OptionalLong.of(kept);
        if (kept > 0 && kept != toldLocked) {
            tell(Level.WARN, "objects", kept, "the store keeps objects that retention does not; tried again next time");
        }
        toldLocked = kept;
        boolean isPlanned = !refusal(pruned);
        boolean isSettled = pruned.stream().allMatch(Pruned::isSettled);
        if (isPlanned && isSettled) {
            lastSuccess = Optional.of(clock.instant());
        }
    }

    private boolean refusal(List<Pruned> pruned) {
        List<RetentionPlan.Refused> all = pruned.stream()
                .map(Pruned::plan)
                .flatMap(plan -> plan instanceof RetentionPlan.Refused no
                        ? Optional.of(no).stream()
                        : Optional.<RetentionPlan.Refused>empty().stream())
                .toList();
        // A lineage that never got a backup is no trouble, and does not hide that of another.
        Optional<RetentionPlan.Refused> refused = all.stream()
                .filter(RetentionPlan.Refused::isTrouble)
                .findFirst()
                .or(() -> all.stream().findFirst());
        isRefused = refused.filter(RetentionPlan.Refused::isTrouble).isPresent();
        String why = refused.map(RetentionPlan.Refused::why).orElse("");
        if (refused.isPresent() && !why.equals(toldRefusal)) {
            LOG.atLevel(isRefused ? Level.WARN : Level.INFO)
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("tier", tier)
                    .addKeyValue("why", why)
                    .addKeyValue("hint", refused.get().hint())
                    .log("nothing may be pruned");
        }
        toldRefusal = why;
        return isRefused || all.size() == pruned.size() && !all.isEmpty();
    }

    synchronized void failed(Exception failure) {
        failures.incrementAndGet();
        failingSince = failingSince.or(() -> Optional.of(clock.instant()));
        LOG.atWarn()
                .addKeyValue("cluster", cluster)
                .addKeyValue("tier", tier)
                .addKeyValue("error", failure instanceof StoreException ? failure.getMessage() : failure.toString())
                .addKeyValue("hint", failure instanceof StoreException store ? store.hint() : "")
                .log("pruning failed; it is tried again next time");
    }

    private void tell(Level level, String key, Object value, String message) {
        LOG.atLevel(level)
                .addKeyValue("cluster", cluster)
                .addKeyValue("tier", tier)
                .addKeyValue(key, value)
                .log(message);
    }

    @Override
    public Optional<Instant> lastSuccess() {
        return lastSuccess;
    }

    @Override
    public long deletedObjects() {
        return objects.get();
    }

    @Override
    public long deletedBytes() {
        return bytes.get();
    }

    @Override
    public OptionalLong lockedObjects() {
        return locked;
    }

    @Override
    public boolean isRefused() {
        return isRefused;
    }

    @Override
    public Duration failingFor() {
        return failingSince
                .map(since -> Duration.between(since, clock.instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    @Override
    public long failures() {
        return failures.get();
    }
}
