package io.pgcairn.daemon.service;

import io.pgcairn.daemon.cli.DaemonRunner;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.observe.Metrics;
import io.pgcairn.daemon.observe.RunningJava;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: every cluster of the configuration and the endpoint, until the process is told to stop. */
public final class DaemonProgram implements DaemonRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonProgram.class);

    private final Clusters clusters;
    private final LogOutput log;
    private final StopSignal stopSignal;
    private final Clock clock;
    private final SecureRandom random;

    public DaemonProgram(Clusters clusters, LogOutput log, StopSignal stopSignal, Clock clock, SecureRandom random) {
        this.clusters = clusters;
        this.log = log;
        this.stopSignal = stopSignal;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void run(Path config) throws CairnException, InterruptedException {
        Configuration configuration = clusters.load(config);
        Thread.setDefaultUncaughtExceptionHandler(
                new LastResort(code -> Runtime.getRuntime().halt(code)));
        log.level(configuration.log().level().name());
        configuration.warnings().forEach(warning -> LOG.atWarn().log(warning));
        new RunningJava(Runtime.version()).trouble().ifPresent(told -> LOG.warn("{}: {}", told, RunningJava.HINT));
        try (Metrics metrics = new Metrics();
                RunningClusters running = new RunningClusters(clusters, metrics, clock, random)) {
            running.open(configuration);
            try (HttpServer http = serve(configuration, running, metrics)) {
                running.start();
                LOG.atInfo()
                        .addKeyValue("listen", http.address())
                        .addKeyValue("clusters", running.clusters().keySet())
                        .log("serving");
                stopSignal.await();
                LOG.atInfo().log("stopping");
                // WAL first: a segment that is on its way must not wait for a client that is slow to hang up.
                running.stop();
            }
        }
        LOG.atInfo().log("stopped");
        stopSignal.stopped();
    }

    private static HttpServer serve(Configuration configuration, RunningClusters running, Metrics metrics)
            throws CairnException {
        InetSocketAddress listen = new InetSocketAddress(
                configuration.http().host(), configuration.http().port());
        return new HttpServer(HttpSettings.defaults(listen), new Router(running, metrics::scrape));
    }
}
