package io.pgcairn.daemon.program;

import io.pgcairn.daemon.cli.DaemonRunner;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.http.WalDesk;
import io.pgcairn.daemon.observe.LogOutput;
import io.pgcairn.daemon.observe.Metrics;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: every cluster of the configuration and the endpoint, until the process is told to stop. */
public final class DaemonProgram implements DaemonRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonProgram.class);

    /** Well below the minute and a half that systemd grants. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

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
        try (Metrics metrics = new Metrics()) {
            List<ClusterDaemon> daemons = open(configuration, metrics);
            try (HttpServer http = serve(configuration, daemons, metrics)) {
                daemons.forEach(ClusterDaemon::start);
                LOG.atInfo()
                        .addKeyValue("listen", http.address())
                        .addKeyValue(
                                "clusters",
                                daemons.stream().map(ClusterDaemon::name).toList())
                        .log("serving");
                stopSignal.await();
                LOG.atInfo().log("stopping");
                // WAL first: a segment that is on its way must not wait for a client that is slow to hang up.
                stop(daemons);
            }
        }
        LOG.atInfo().log("stopped");
        stopSignal.stopped();
    }

    private List<ClusterDaemon> open(Configuration configuration, Metrics metrics) throws CairnException {
        List<ClusterDaemon> daemons = new ArrayList<>();
        for (ClusterConfig cluster : configuration.clusters()) {
            OpenedCluster opened = clusters.open(configuration, cluster, TierMetrics.of(metrics));
            daemons.add(new ClusterDaemon(opened, metrics, clock, random));
        }
        return daemons;
    }

    private HttpServer serve(Configuration configuration, List<ClusterDaemon> daemons, Metrics metrics)
            throws CairnException {
        Map<String, WalDesk> desks = new LinkedHashMap<>();
        Map<String, BackupJobs> jobs = new LinkedHashMap<>();
        Map<String, BackupJobs> dumps = new LinkedHashMap<>();
        for (ClusterDaemon daemon : daemons) {
            desks.put(daemon.name(), daemon.walDesk());
            jobs.put(daemon.name(), daemon.jobs());
            daemon.dumps().ifPresent(each -> dumps.put(daemon.name(), each.jobs()));
        }
        InetSocketAddress listen = new InetSocketAddress(
                configuration.http().host(), configuration.http().port());
        return new HttpServer(
                HttpSettings.defaults(listen),
                new Router(desks, jobs, dumps, () -> states(daemons), () -> statuses(daemons), metrics::scrape));
    }

    private static Map<String, Readiness.State> states(List<ClusterDaemon> daemons) {
        Map<String, Readiness.State> states = new LinkedHashMap<>();
        daemons.forEach(daemon -> states.put(daemon.name(), daemon.state()));
        return states;
    }

    private static Map<String, ClusterStatus> statuses(List<ClusterDaemon> daemons) {
        Map<String, ClusterStatus> statuses = new LinkedHashMap<>();
        daemons.forEach(daemon -> statuses.put(daemon.name(), daemon.status()));
        return statuses;
    }

    /** All at once: one cluster whose store hangs does not take the others' time. */
    private static void stop(List<ClusterDaemon> daemons) throws InterruptedException {
        List<Thread> stopping = new ArrayList<>();
        for (ClusterDaemon daemon : daemons) {
            stopping.add(Thread.ofVirtual().start(() -> daemon.stop(STOP_PATIENCE)));
        }
        for (Thread thread : stopping) {
            thread.join();
        }
    }
}
