package io.pgcairn.daemon.service;

import io.pgcairn.daemon.tier.ReplicationListener;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log of what is copied to one tier, and counts it. Safe for use by several threads. */
final class ReplicationReport implements ReplicationListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.pgcairn.tier");

    private static final int MOST_TOLD = 10_000;

    private final String cluster;
    private final String tier;
    private final InstantSource clock;
    private final Runnable complete;
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile Optional<Instant> lastSuccess = Optional.empty();

    /** The lanes that failed and are not in step since. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** What is told of an object once. Guarded by this. */
    private final Set<String> told = new LinkedHashSet<>();

    /** @param complete run when one more backup can be restored from the tier */
    ReplicationReport(String cluster, String tier, InstantSource clock, Runnable complete) {
        this.complete = complete;
        this.cluster = cluster;
        this.tier = tier;
        this.clock = clock;
    }

    long objects() {
        return objects.get();
    }

    long bytes() {
        return bytes.get();
    }

    long failures() {
        return failures.get();
    }

    Optional<Instant> lastSuccess() {
        return lastSuccess;
    }

    @Override
    public void copied(ObjectInfo object) {
        objects.incrementAndGet();
        bytes.addAndGet(object.size());
        lastSuccess = Optional.of(clock.instant());
        tell(Level.DEBUG, "object", object.key(), "copied to the tier");
    }

    @Override
    public void inStep(String lane) {
        lastSuccess = Optional.of(clock.instant());
        if (failing.remove(lane)) {
            tell(Level.INFO, "lane", lane, "the tier is in step again");
        }
    }

    @Override
    public void backupComplete(ObjectKey mark) {
        tell(Level.INFO, "backup", mark, "a backup can be restored from the tier");
        complete.run();
    }

    @Override
    public void backupWaits(ObjectKey mark, String missing) {
        if (isNews("waits " + mark)) {
            tell(Level.INFO, "missing", missing, "a backup's files are on the tier, and it waits for what it needs");
        }
    }

    /** Each failure is told: the log sums up those that repeat. */
    @Override
    public void failed(String lane, Exception failure, int attempt, Duration pause) {
        failures.incrementAndGet();
        failing.add(lane);
        LOG.atWarn()
                .addKeyValue("cluster", cluster)
                .addKeyValue("tier", tier)
                .addKeyValue("lane", lane)
                .addKeyValue(
                        "error", failure instanceof StoreException ? failure.getMessage() : String.valueOf(failure))
                .addKeyValue("hint", failure instanceof StoreException store ? store.hint() : "")
                .addKeyValue("attempt", attempt)
                .addKeyValue("retry", pause.toMillis() + "ms")
                .log("copying to the tier failed; what is missing there is kept and copied later");
    }

    @Override
    public void skipped(ObjectInfo object, Exception cause) {
        failures.incrementAndGet();
        if (isNews("skipped " + object.key())) {
            LOG.atError()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("tier", tier)
                    .addKeyValue("object", object.key())
                    .addKeyValue("error", String.valueOf(cause))
                    .addKeyValue("hint", "run pgcairn repair: it compares the tiers and mends one from another")
                    .log("no tier gives this object, so that it is not copied; it is tried again every hour");
        }
    }

    @Override
    public void differs(ObjectInfo object, long targetBytes) {
        if (isNews("differs " + object.key())) {
            LOG.atWarn()
                    .addKeyValue("cluster", cluster)
                    .addKeyValue("tier", tier)
                    .addKeyValue("object", object.key())
                    .addKeyValue("bytes", object.size())
                    .addKeyValue("bytes_on_tier", targetBytes)
                    .addKeyValue(
                            "hint", "run pgcairn repair --tier " + tier + ": it reads both and mends what is damaged")
                    .log("the tier holds this object with another length");
        }
    }

    @Override
    public void tailsLeft(String stem, Exception cause) {
        tell(Level.INFO, "error", cause, "superseded tails could not be deleted on the tier; they cost room only");
    }

    private synchronized boolean isNews(String what) {
        if (told.size() >= MOST_TOLD) {
            told.clear();
        }
        return told.add(what);
    }

    private void tell(Level level, String key, Object value, String message) {
        LOG.atLevel(level)
                .addKeyValue("cluster", cluster)
                .addKeyValue("tier", tier)
                .addKeyValue(key, value)
                .log(message);
    }
}
