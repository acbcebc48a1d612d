package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.HttpConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.observe.ReloadFigures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration anew while the daemon runs. Whatever is wrong with it, what runs goes on as it was. Used by
 * one thread; how it went may be asked by any.
 */
final class Reloads implements ReloadFigures {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final Clusters clusters;
    private final Path file;
    private final RunningClusters running;
    private final LogOutput log;
    private final Clock clock;
    private final HttpConfig listening;
    private volatile Instant lastSuccess;
    private volatile Optional<String> failure = Optional.empty();

    /** @param listening where the endpoint listens since the start */
    Reloads(Clusters clusters, Path file, HttpConfig listening, RunningClusters running, LogOutput log, Clock clock) {
        this.clusters = clusters;
        this.file = file;
        this.listening = listening;
        this.running = running;
        this.log = log;
        this.clock = clock;
        this.lastSuccess = clock.instant();
    }

    /** @param hurry whether the process is to end */
    void reload(BooleanSupplier hurry) throws InterruptedException {
        try {
            Configuration next = clusters.load(file);
            // The endpoint stays where it is until a restart, and drills are to find it there.
            ClusterChanges changes = running.change(next.with(listening), hurry);
            log.start(
                    LogOutput.Form.valueOf(next.log().format().name()),
                    next.log().level().name());
            next.warnings().forEach(warning -> LOG.atWarn().log(warning));
            tellWhatNeedsRestart(next);
            lastSuccess = clock.instant();
            failure = Optional.empty();
            LOG.atInfo()
                    .addKeyValue("added", changes.added())
                    .addKeyValue("changed", changes.changed())
                    .addKeyValue("removed", changes.removed())
                    .addKeyValue("untouched", changes.untouched())
                    .log("the configuration was read anew");
        } catch (CairnException e) {
            failed(String.valueOf(e.getMessage()), e.hint(), Optional.empty());
        } catch (RuntimeException e) {
            failed(e.toString(), "this is a defect; report it, and restart the daemon when it suits", Optional.of(e));
        }
    }

    private void failed(String message, String hint, Optional<RuntimeException> defect) {
        failure = Optional.of(message);
        var event = LOG.atError().addKeyValue("error", message).addKeyValue("hint", hint);
        defect.ifPresent(event::setCause);
        event.log("the configuration could not be read anew; the old one stays in force");
    }

    private void tellWhatNeedsRestart(Configuration next) {
        if (!next.http().equals(listening)) {
            LOG.atWarn()
                    .addKeyValue("hint", "restart the daemon for it")
                    .log("http has changed and stays as it was: it cannot be changed while the daemon runs");
        }
    }

    /** Why the last one failed; empty if it did not. */
    Optional<String> failure() {
        return failure;
    }

    @Override
    public boolean isLastSuccess() {
        return failure.isEmpty();
    }

    @Override
    public Instant lastSuccess() {
        return lastSuccess;
    }
}
