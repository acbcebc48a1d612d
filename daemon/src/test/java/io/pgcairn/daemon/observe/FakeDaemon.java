package io.pgcairn.daemon.observe;

import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The metrics of a daemon with every feature in use: one cluster, {@code main}, with the tiers {@code near} and
 * {@code far}. All is well until a test says otherwise.
 */
public final class FakeDaemon implements AutoCloseable {
    private static final String MAIN = "main";
    private static final String NEAR = "near";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000_000_000));
    private final Metrics metrics = new Metrics(now::get);
    public final FakeFigures wal = new FakeFigures().set("connected", 1).set("durableLagBytes", 0);
    public final FakeFigures slot = new FakeFigures()
            .set("retainedBytes", 16 << 20)
            .set("safeBytes", 1L << 40)
            .set("fullSeconds", Double.POSITIVE_INFINITY)
            .set("isLost", 0);
    public final FakeFigures backups = new FakeFigures().set("lastSuccess", 1e9).set("damagedPages", 0);
    public final FakeFigures dumps = new FakeFigures().set("lastSuccess", 1e9);
    public final FakeFigures drills = new FakeFigures().set("lastSuccess", 1e9).set("lastFailure", 0.9e9);
    public final FakeFigures backupJob = new FakeFigures();
    public final FakeFigures dumpJob = new FakeFigures();
    public final FakeFigures drillJob = new FakeFigures();
    public final FakeFigures tier = new FakeFigures().set("lagBytes", 0).set("lagObjects", 0);
    public final FakeFigures archive = new FakeFigures().set("lostBackups", 0).set("storedBytes", 1e9);
    public final FakeFigures retention = new FakeFigures().set("lockedObjects", 0);
    public final FakeFigures keys = new FakeFigures().set("isUsable", 1);
    private volatile boolean isReloadGood = true;
    private final StoreObserver store;

    public FakeDaemon() {
        metrics.build("1.2.3", "25.0.4");
        metrics.wal(MAIN, wal);
        metrics.slot(MAIN, slot);
        metrics.backups(MAIN, List.of("full"), backups);
        metrics.dumps(MAIN, dumps);
        metrics.drills(MAIN, drills);
        metrics.schedule(MAIN, "backup", backupJob);
        metrics.schedule(MAIN, "dump", dumpJob);
        metrics.schedule(MAIN, "drill", drillJob);
        metrics.tier(MAIN, "far", tier);
        metrics.archive(MAIN, NEAR, archive);
        metrics.retention(MAIN, NEAR, retention);
        metrics.keys(MAIN, keys);
        metrics.configReload(new Reloads());
        metrics.answered("wal", 200);
        metrics.retries(MAIN, NEAR).retried("put", new StoreUnavailableException("down", "", null));
        store = metrics.observer(MAIN, NEAR);
        answered();
    }

    /** The store of the tier near answers. */
    public void answered() {
        store.requested("put", "ok", Duration.ofMillis(3));
    }

    /** It has failed for so long. */
    public void failing(long seconds) {
        store.requested("put", "unavailable", Duration.ofMillis(3));
        now.updateAndGet(then -> then.plusSeconds(seconds));
        store.requested("put", "unavailable", Duration.ofMillis(3));
    }

    /** What raises every alarm at its shipped limit. */
    public void breakAll() {
        wal.set("isSplit", 1).set("gaps", 1).set("silentFor", 301).set("durableLag", 601);
        slot.set("isLost", 1).set("fullSeconds", 14_399);
        backups.set("missingFor", 3601).set("runningFor", 86_401).set("damagedPages", 1);
        backupJob.set("overdue", 7201).set("failuresInRow", 2);
        dumpJob.set("overdue", 7201).set("failuresInRow", 2);
        drillJob.set("overdue", 86_401);
        drills.set("lastFailure", 1.1e9);
        tier.set("lagAge", 7201);
        archive.set("lostBackups", 1);
        retention.set("isRefused", 1).set("failingFor", 7201);
        keys.set("isUsable", 0);
        isReloadGood = false;
        failing(301);
    }

    /** The same figures at the limits, which raise none. */
    public void mendAll() {
        wal.set("isSplit", 0).set("gaps", 0).set("silentFor", 300).set("durableLag", 600);
        slot.set("isLost", 0).set("fullSeconds", 14_400);
        backups.set("missingFor", 3600).set("runningFor", 86_400).set("damagedPages", 0);
        backupJob.set("overdue", 7200).set("failuresInRow", 1);
        dumpJob.set("overdue", 7200).set("failuresInRow", 1);
        drillJob.set("overdue", 86_400);
        drills.set("lastSuccess", 1.2e9);
        tier.set("lagAge", 7200);
        archive.set("lostBackups", 0);
        retention.set("isRefused", 0).set("failingFor", 7200);
        keys.set("isUsable", 1);
        isReloadGood = true;
        answered();
    }

    public Metrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        metrics.close();
    }

    /** The configuration was read anew with errors, or without. */
    public void reloaded(boolean isGood) {
        isReloadGood = isGood;
    }

    private final class Reloads implements ReloadFigures {
        @Override
        public boolean isLastSuccess() {
            return isReloadGood;
        }

        @Override
        public Instant lastSuccess() {
            return Instant.ofEpochSecond(9);
        }
    }
}
