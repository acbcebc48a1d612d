package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.config.DumpConfig;
import io.pgcairn.daemon.dump.DumpListener;
import io.pgcairn.daemon.dump.DumpSettings;
import io.pgcairn.daemon.dump.Dumps;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.observe.DumpFigures;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.schedule.JobPlan;
import io.pgcairn.daemon.schedule.JobRunner;
import io.pgcairn.daemon.schedule.Work;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logical dumps that the daemon takes of one cluster, whoever asks for them. Safe for use by several threads. */
final class ClusterDumps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDumps.class);
    private static final String DUMP = "dump";

    private final String cluster;
    private final OpenLineage lineage;
    private final Dumps dumps;
    private final BackupJobs jobs;
    private final JobPlan plan;
    private final DumpReport report;

    /** The lineage that the daemon streams into. */
    @FunctionalInterface
    interface OpenLineage {
        /** @throws NotStreamingException it is not known yet which that is */
        Lineage open() throws NotStreamingException;
    }

    ClusterDumps(OpenedCluster cluster, DumpConfig config, OpenLineage lineage, Clock clock) {
        DumpSettings settings = new DumpSettings(
                config.databases(), DumpFormat.valueOf(config.format().name()), config.programs());
        this.cluster = cluster.config().name();
        this.lineage = lineage;
        this.report = new DumpReport(clock);
        this.plan = Schedules.plan(DUMP, this.cluster, config.schedule());
        this.dumps = new Dumps(cluster.connector(), settings, clock);
        this.jobs = BackupJobs.ofDumps(
                (_, progress) ->
                        take(plainBytes -> progress.report(plainBytes, 0)).value(),
                clock);
    }

    BackupJobs jobs() {
        return jobs;
    }

    /** Takes a dump; blocks until it is committed. */
    private BackupId take(DumpListener listener) throws CairnException, InterruptedException {
        DumpRecord dump = taken(listener);
        LOG.atInfo()
                .addKeyValue("cluster", cluster)
                .addKeyValue("dump", dump.id())
                .addKeyValue("databases", dump.databases().size())
                .addKeyValue("bytes", dump.plainBytes())
                .addKeyValue("stored", dump.storedBytes())
                .log("a logical dump is committed");
        return dump.id();
    }

    private DumpRecord taken(DumpListener listener) throws CairnException, InterruptedException {
        boolean isGood = false;
        report.starts();
        try {
            DumpRecord dump = dumps.take(lineage.open(), listener);
            report.good(dump);
            isGood = true;
            return dump;
        } finally {
            if (!isGood) {
                report.failed();
            }
        }
    }

    DumpFigures figures() {
        return report;
    }

    /** The dump that is being taken. */
    Optional<BackupId> running() {
        return dumps.running();
    }

    /** Taken by schedule they go where those go that people ask for, so there is never one of each. */
    JobRunner.Task task() {
        return new JobRunner.Task(plan, new Scheduled());
    }

    /** Dumps as work to be scheduled. What ran is what the store has. */
    private final class Scheduled implements Work {
        @Override
        public Optional<Instant> last(Instant limit) throws CairnException {
            return newest(limit);
        }

        @Override
        public Optional<Duration> usual() {
            return report.lastDuration();
        }

        @Override
        public Outcome run(Instant due) throws CairnException, InterruptedException {
            try {
                jobs.take(BackupOrder.PLAIN);
                return Outcome.DONE;
            } catch (CairnException e) {
                if (e.fault() == Fault.DUMP_BUSY) {
                    return Outcome.BUSY;
                }
                throw e;
            }
        }
    }

    /** When the newest good dump in the store began, leaving out those that began after the limit. */
    private Optional<Instant> newest(Instant limit) throws CairnException {
        try {
            List<BackupId> good = lineage.open().dumps().committed();
            return good.stream()
                    .flatMap(dump -> dump.momentIfAny().stream())
                    .filter(start -> !start.isAfter(limit))
                    .max(Instant::compareTo);
        } catch (IOException e) {
            throw ObjectFailure.of("listing the dumps", e);
        }
    }

    /** Interrupts a dump that was asked for. */
    @Override
    public void close() {
        jobs.close();
    }
}
