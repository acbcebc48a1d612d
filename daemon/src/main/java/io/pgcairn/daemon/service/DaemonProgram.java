package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cli.DaemonRunner;
import io.pgcairn.daemon.cli.VersionText;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.job.DrillHost;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.RunningJava;
import io.pgcairn.daemon.page.ClustersPage;
import io.pgcairn.daemon.pulse.Pulses;
import io.pgcairn.daemon.systemd.Supervisor;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: every cluster of the configuration and the endpoint, until the process is told to stop. */
public final class DaemonProgram implements DaemonRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonProgram.class);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final DrillHost host;
    private final LogOutput log;
    private final ProcessSignals signals;
    private final Supervisor supervisor;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param host where drills run
     * @param supervisor hears how the daemon stands
     */
    public DaemonProgram(
            Clusters clusters,
            DrillHost host,
            LogOutput log,
            ProcessSignals signals,
            Supervisor supervisor,
            Clock clock,
            SecureRandom random) {
        this.clusters = clusters;
        this.host = host;
        this.log = log;
        this.signals = signals;
        this.supervisor = supervisor;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void run(Path config) throws CairnException, InterruptedException {
        // First of all: before it is heard, a SIGHUP would end the process.
        signals.listen();
        try {
            serve(config, clusters.load(config));
            LOG.atInfo().log("stopped");
        } catch (CairnException e) {
            supervisor.status("cannot start: " + e.getMessage());
            throw e;
        } finally {
            log.close();
            signals.stopped();
        }
    }

    private void serve(Path config, Configuration configuration) throws CairnException, InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler(new LastResort(
                        log::close, LAST_WORDS, code -> Runtime.getRuntime().halt(code))
                .guarded());
        log.start(
                LogOutput.Form.valueOf(configuration.log().format().name()),
                configuration.log().level().name());
        configuration.warnings().forEach(warning -> LOG.atWarn().log(warning));
        new RunningJava(Runtime.version()).trouble().ifPresent(told -> LOG.warn("{}: {}", told, RunningJava.HINT));
        try (Metrics metrics = new Metrics();
                RunningClusters running = new RunningClusters(clusters, host, metrics, clock, random)) {
            metrics.build(VersionText.read(), Runtime.version().toString());
            running.open(configuration);
            Reloads reloads = new Reloads(clusters, config, configuration.http(), running, log, clock);
            metrics.configReload(reloads);
            try (HttpServer http =
                            endpoint(configuration, new Router(running, metrics::scrape, page(config)), metrics);
                    Supervision supervision = supervision(running, http, reloads)) {
                running.start();
                LOG.atInfo()
                        .addKeyValue("listen", http.address())
                        .addKeyValue("clusters", running.clusters().keySet())
                        .log("serving");
                supervision.start();
                obeySignals(reloads, supervision);
                LOG.atInfo().log("stopping");
                // WAL first: a segment that is on its way must not wait for a client that is slow to hang up.
                running.stop();
            }
        }
    }

    /** Returns when the daemon is to stop. */
    private void obeySignals(Reloads reloads, Supervision supervision) throws InterruptedException {
        while (signals.next() == ProcessSignals.Wish.RELOAD) {
            LOG.atInfo().log("reading the configuration anew");
            supervision.reloading();
            reloads.reload(signals::isStopWanted);
            supervision.reloaded();
        }
        supervision.stopping();
    }

    private Supervision supervision(RunningClusters running, HttpServer http, Reloads reloads) {
        return new Supervision(
                supervisor,
                running,
                new EndpointPulse(http.loops(), new Pulses(System::nanoTime)),
                new StatusLine(running, reloads::failure),
                Supervision.TRY_LIMIT);
    }

    private ClustersPage page(Path config) {
        return new ClustersPage(clock, VersionText.read(), config);
    }

    private HttpServer endpoint(Configuration configuration, Router router, Metrics metrics) throws CairnException {
        return new HttpServer(
                Endpoint.settings(configuration.http(), clusters.environment()), router, metrics::answered);
    }
}
