package io.pgcairn.daemon.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code GET /status}. */
final class StatusRoutes {
    private final ClusterDesk.Directory directory;

    StatusRoutes(ClusterDesk.Directory directory) {
        this.directory = directory;
    }

    Reply get() {
        Map<String, Object> clusters = new LinkedHashMap<>();
        directory.clusters().forEach((name, desk) -> clusters.put(name, cluster(name, desk)));
        return Reply.json(200, Map.of("clusters", clusters));
    }

    private static Map<String, Object> cluster(String name, ClusterDesk desk) {
        ClusterStatus status = desk.view().status();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ready", status.readiness().isReady());
        fields.put("state", status.readiness().state());
        status.wal().lagBytes().ifPresent(lag -> fields.put("lagBytes", lag));
        status.lastBackup().ifPresent(backup -> fields.put("lastBackup", backup(backup)));
        desk.backups()
                .running()
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
