package io.pgcairn.daemon.http;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A directory with one cluster {@code main}, of which a test gives the parts that it is about. */
public final class OneCluster implements ClusterDesk.Directory, ClusterDesk.View {
    private static final ClusterStatus WELL = new ClusterStatus(
            new Readiness(true, "streaming"),
            new ClusterStatus.Wal(OptionalLong.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of());

    private WalDesk wal = (_, _, _) -> {
        throw new IllegalStateException("no test asked for WAL");
    };
    private BackupJobs backups = new BackupJobs((_, _) -> "id", Clock.systemUTC());
    private Optional<BackupJobs> dumps = Optional.empty();
    private BackupJobs drills = BackupJobs.ofDrills((_, _) -> "id", Clock.systemUTC());
    private volatile ClusterStatus status = WELL;
    private volatile Readiness readiness = WELL.readiness();

    public OneCluster with(WalDesk desk) {
        wal = desk;
        return this;
    }

    OneCluster with(BackupJobs jobs) {
        backups = jobs;
        return this;
    }

    OneCluster withDumps(BackupJobs jobs) {
        dumps = Optional.of(jobs);
        return this;
    }

    OneCluster withDrills(BackupJobs jobs) {
        drills = jobs;
        return this;
    }

    OneCluster with(ClusterStatus now) {
        status = now;
        return this;
    }

    void becomes(Readiness now) {
        readiness = now;
    }

    @Override
    public Map<String, ClusterDesk> clusters() {
        return Map.of("main", new ClusterDesk(wal, backups, dumps, drills, this));
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public ClusterStatus status() {
        return status;
    }
}
