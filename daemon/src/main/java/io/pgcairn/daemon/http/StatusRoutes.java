package io.pgcairn.daemon.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code GET /status}. */
final class StatusRoutes {
    private final ClusterStatus.Desk desk;
    private final Map<String, BackupJobs> backups;

    StatusRoutes(ClusterStatus.Desk desk, Map<String, BackupJobs> backups) {
        this.desk = desk;
        this.backups = Map.copyOf(backups);
    }

    Reply get() {
        Map<String, Object> clusters = new LinkedHashMap<>();
        desk.clusters().forEach((name, status) -> clusters.put(name, cluster(name, status)));
        return Reply.json(200, Map.of("clusters", clusters));
    }

    private Map<String, Object> cluster(String name, ClusterStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ready", status.readiness().isReady());
        fields.put("state", status.readiness().state());
        status.lagBytes().ifPresent(lag -> fields.put("lagBytes", lag));
        status.lastBackup().ifPresent(backup -> fields.put("lastBackup", backup(backup)));
        Optional.ofNullable(backups.get(name))
                .flatMap(BackupJobs::running)
                .ifPresent(job -> fields.put("runningBackup", BackupRoutes.fields(name, JobKind.BACKUP, job)));
        fields.put("jobs", status.jobs().stream().map(StatusRoutes::job).toList());
        return fields;
    }

    private static Map<String, Object> backup(ClusterStatus.Backup backup) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", backup.id());
        if (!backup.name().isEmpty()) {
            fields.put("name", backup.name());
        }
        fields.put("started", backup.started().toString());
        fields.put("stopped", backup.stopped().toString());
        fields.put("plainBytes", backup.plainBytes());
        fields.put("storedBytes", backup.storedBytes());
        return fields;
    }

    private static Map<String, Object> job(ClusterStatus.Job job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", job.name());
        fields.put("schedule", job.schedule());
        fields.put("state", job.state());
        put(fields, "last", job.last());
        put(fields, "next", job.next());
        fields.put("overdueSeconds", job.overdue().toSeconds());
        job.failure().ifPresent(failure -> fields.put("failure", failure(failure)));
        return fields;
    }

    private static Map<String, Object> failure(ClusterStatus.Failure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", failure.at().toString());
        fields.put("message", failure.message());
        fields.put("hint", failure.hint());
        fields.put("attempts", failure.attempts());
        fields.put("nextTry", failure.nextTry().toString());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<Instant> moment) {
        moment.ifPresent(
                at -> fields.put(name, at.truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
