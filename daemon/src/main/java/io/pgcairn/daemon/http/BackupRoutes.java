package io.pgcairn.daemon.http;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code POST /clusters/{c}/backups} and {@code GET /clusters/{c}/backups/{job}}. */
final class BackupRoutes {
    private static final int MAX_NOTE = 500;

    private final Map<String, BackupJobs> clusters;

    BackupRoutes(Map<String, BackupJobs> clusters) {
        this.clusters = Map.copyOf(clusters);
    }

    Reply start(String cluster, byte[] body) {
        BackupJobs jobs = clusters.get(cluster);
        if (jobs == null) {
            return unknownCluster();
        }
        try {
            BackupJob job = jobs.start(note(body));
            return Reply.json(202, fields(cluster, job))
                    .with("Location", "/clusters/" + cluster + "/backups/" + job.id());
        } catch (IOException | IllegalArgumentException e) {
            return Reply.error(
                    Fault.USAGE.httpStatus(),
                    Fault.USAGE.label(),
                    "the body is not what is expected here",
                    "send nothing, or {\"note\": \"up to " + MAX_NOTE + " characters\"}");
        } catch (BackupBusyException e) {
            return Reply.error(e);
        }
    }

    private static Optional<String> note(byte[] body) throws IOException {
        if (body.length == 0) {
            return Optional.empty();
        }
        Map<String, Object> fields = JSON.std.mapFrom(body);
        Object note = fields.get("note");
        if (!Set.of("note").containsAll(fields.keySet())
                || !(note instanceof String text)
                || text.length() > MAX_NOTE) {
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            throw new IllegalArgumentException("not a note");
        }
        return Optional.of(text);
    }

    Reply find(String cluster, String id) {
        BackupJobs jobs = clusters.get(cluster);
        if (jobs == null) {
            return unknownCluster();
        }
        return jobs.find(id)
                .map(job -> Reply.json(200, fields(cluster, job)))
                .orElseGet(() -> Reply.error(
                        Fault.BACKUP_UNKNOWN.httpStatus(),
                        Fault.BACKUP_UNKNOWN.label(),
                        "no such backup job is known since the daemon started",
                        "pgcairn list shows the backups that are in the store"));
    }

    private Reply unknownCluster() {
        return Reply.error(
                Fault.CLUSTER_UNKNOWN.httpStatus(),
                Fault.CLUSTER_UNKNOWN.label(),
                "no such cluster is configured here",
                "name one of " + clusters.keySet());
    }

    private static Map<String, Object> fields(String cluster, BackupJob job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.id());
        fields.put("cluster", cluster);
        fields.put("started", job.started().toString());
        job.note().ifPresent(note -> fields.put("note", note));
        switch (job.state()) {
            case BackupJob.Running running -> {
                fields.put("state", "running");
                fields.put("doneBytes", running.doneBytes());
                fields.put("totalBytes", running.totalBytes());
            }
            case BackupJob.Committed committed -> {
                fields.put("state", "committed");
                fields.put("backup", committed.backup());
            }
            case BackupJob.Failed failed -> {
                fields.put("state", "failed");
                fields.put("error", failed.fault().label());
                fields.put("message", failed.message());
                fields.put("hint", failed.hint());
                fields.put("exitCode", failed.fault().exitCode());
            }
        }
        return fields;
    }
}
