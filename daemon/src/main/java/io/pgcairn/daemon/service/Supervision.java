package io.pgcairn.daemon.service;

import io.pgcairn.daemon.systemd.Supervisor;
import io.pgcairn.daemon.systemd.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the supervisor how the daemon stands, on a thread of its own: that it is ready once every cluster was tried, a
 * line whenever it changes, and that nothing is stuck. Safe for use by several threads.
 */
final class Supervision implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    /** A server that hangs does not hold the start up: after this long the daemon is ready without it. */
    static final Duration TRY_LIMIT = Duration.ofSeconds(60);

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration TRYING_TICK = Duration.ofMillis(100);

    private final Supervisor supervisor;
    private final RunningClusters clusters;
    private final EndpointPulse endpoint;
    private final Supplier<String> status;
    private final Duration tryLimit;
    private final Optional<Watchdog> watchdog;
    private final Duration tick;
    private final Thread thread;

    // Guarded by this.
    private Phase phase = Phase.STARTING;
    private String told = "";

    private enum Phase {
        STARTING,
        RUNNING,
        RELOADING,
        STOPPING
    }

    /** @param status a line for a human */
    Supervision(
            Supervisor supervisor,
            RunningClusters clusters,
            EndpointPulse endpoint,
            Supplier<String> status,
            Duration tryLimit) {
        this.supervisor = supervisor;
        this.clusters = clusters;
        this.endpoint = endpoint;
        this.status = status;
        this.tryLimit = tryLimit;
        this.watchdog = supervisor
                .watchdog()
                .map(patience -> new Watchdog(
                        supervisor::alive, patience, this::stuck, supervisor.dumps()::begin, System::nanoTime));
        this.tick = supervisor
                .watchdog()
                .map(patience -> patience.dividedBy(8))
                .filter(shorter -> shorter.compareTo(TICK) < 0)
                .orElse(TICK);
        // A platform thread: it must run when no virtual one does any more.
        this.thread = Thread.ofPlatform().daemon().name("supervision").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            awaitTried();
            becomeReady();
            while (true) {
                lookSafely();
                Thread.sleep(tick);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTried() throws InterruptedException {
        long begin = System.nanoTime();
        while (!clusters.daemons().stream().allMatch(ClusterDaemon::isTried)) {
            if (System.nanoTime() - begin > tryLimit.toNanos()) {
                LOG.atWarn()
                        .addKeyValue("seconds", tryLimit.toSeconds())
                        .log("ready without having heard from every server; it goes on being tried");
                return;
            }
            Thread.sleep(TRYING_TICK);
        }
    }

    private void becomeReady() {
        becomeReady(line());
    }

    private synchronized void becomeReady(String now) {
        if (phase != Phase.STOPPING) {
            phase = Phase.RUNNING;
            told = now;
            supervisor.ready(now);
        }
    }

    /** Asked for outside of the monitor, which a stop must get at once. */
    private String line() {
        try {
            return status.get();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("hint", "this is a defect; report it")
                    .setCause(e)
                    .log("the daemon's state cannot be told");
            return "running; its state cannot be told, see the log";
        }
    }

    /** A defect here must not end the thread: systemd would kill a daemon that is well. */
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("hint", "this is a defect; report it")
                    .setCause(e)
                    .log("the daemon could not be looked at; it is tried again");
        }
    }

    private void look() {
        endpoint.ask();
        // Also while it reloads or stops: a stop is bounded by itself, and by the unit's TimeoutStopSec.
        watchdog.ifPresent(Watchdog::look);
        tell(line());
    }

    private synchronized void tell(String now) {
        if (phase == Phase.RUNNING && !now.equals(told)) {
            told = now;
            supervisor.status(now);
        }
    }

    private List<String> stuck() {
        List<String> stuck = new ArrayList<>(endpoint.late());
        for (ClusterDaemon daemon : clusters.daemons()) {
            daemon.late().forEach(loop -> stuck.add(loop + " of cluster " + daemon.name()));
        }
        return stuck;
    }

    /** Before it was ready nothing is said: it is starting still. */
    synchronized void reloading() {
        if (phase == Phase.RUNNING) {
            phase = Phase.RELOADING;
            supervisor.reloading();
        }
    }

    void reloaded() {
        String now = line();
        synchronized (this) {
            if (phase == Phase.RELOADING) {
                becomeReady(now);
            }
        }
    }

    synchronized void stopping() {
        phase = Phase.STOPPING;
        supervisor.stopping();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
