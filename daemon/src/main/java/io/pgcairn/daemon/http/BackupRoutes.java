package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v1/clusters/{c}/backups}, and {@code GET} of it and of {@code /v1/clusters/{c}/backups/{job}}; for dumps
 * and drills alike.
 */
final class BackupRoutes {
    private final ClusterDesk.Directory directory;
    private final JobKind kind;

    BackupRoutes(ClusterDesk.Directory directory, JobKind kind) {
        this.directory = directory;
        this.kind = kind;
    }

    Reply start(String cluster, byte[] body) {
        Optional<BackupJobs> jobs = jobs(cluster);
        if (jobs.isEmpty()) {
            return unknownCluster();
        }
        try {
            BackupJob job = jobs.get().start(order(body));
            return Reply.json(202, fields(cluster, kind, job))
                    .with("Location", "/v1/clusters/" + cluster + "/" + kind.path() + "/" + job.id());
        } catch (IllegalArgumentException e) {
            return Reply.error(Fault.USAGE.httpStatus(), Fault.USAGE.label(), String.valueOf(e.getMessage()), wanted());
        } catch (CairnException e) {
            return Reply.error(e);
        }
    }

    private String wanted() {
        return switch (kind) {
            case DUMP -> "send nothing";
            case DRILL -> "send nothing, or any of {\"target\": \"latest\", \"tier\": \"far\", \"keep\": true}";
            case BACKUP ->
                "send nothing, or any of {\"name\": \"before-migration\", \"note\": \"up to " + BackupOrder.MAX_NOTE
                        + " characters\", \"hold\": \"30d\"}";
        };
    }

    private BackupOrder order(byte[] body) {
        if (kind == JobKind.DRILL) {
            return BackupOrder.ofDrill(DrillBody.parse(body));
        }
        BackupOrder order = OrderBody.parse(body);
        if (kind == JobKind.DUMP && !order.equals(BackupOrder.PLAIN)) {
            throw new IllegalArgumentException("a dump has no name and no note, and cannot be held");
        }
        return order;
    }

    Reply find(String cluster, String id) {
        Optional<BackupJobs> jobs = jobs(cluster);
        if (jobs.isEmpty()) {
            return unknownCluster();
        }
        return jobs.get()
                .find(id)
                .map(job -> Reply.json(200, fields(cluster, kind, job)))
                .orElseGet(() -> Reply.error(
                        kind.unknown().httpStatus(),
                        kind.unknown().label(),
                        "no such " + kind.noun() + " job is known since the daemon started",
                        "pgcairn list shows what is in the store"));
    }

    Reply list(String cluster) {
        Optional<BackupJobs> jobs = jobs(cluster);
        if (jobs.isEmpty()) {
            return unknownCluster();
        }
        List<Map<String, Object>> all =
                jobs.get().all().stream().map(job -> fields(cluster, kind, job)).toList();
        return Reply.json(200, Map.of("jobs", all));
    }

    private Optional<BackupJobs> jobs(String cluster) {
        return Optional.ofNullable(directory.clusters().get(cluster)).flatMap(kind::of);
    }

    private Reply unknownCluster() {
        return Reply.error(
                Fault.CLUSTER_UNKNOWN.httpStatus(),
                Fault.CLUSTER_UNKNOWN.label(),
                kind == JobKind.DUMP
                        ? "no such cluster is configured here, or not with a section dumps"
                        : "no such cluster is configured here",
                "name one of " + directory.clusters().keySet());
    }

    static Map<String, Object> fields(String cluster, JobKind kind, BackupJob job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.id());
        fields.put("cluster", cluster);
        fields.put("started", job.started().toString());
        putIfGiven(fields, "name", job.order().name());
        putIfGiven(fields, "note", job.order().note());
        switch (job.state()) {
            case BackupJob.Running running -> {
                fields.put("state", "running");
                fields.put("done_bytes", running.doneBytes());
                fields.put("total_bytes", running.totalBytes());
            }
            case BackupJob.Committed committed -> {
                fields.put("state", "committed");
                fields.put(kind.noun(), committed.backup());
            }
            case BackupJob.Failed failed -> {
                fields.put("state", "failed");
                fields.put("error", failed.fault().label());
                fields.put("message", failed.message());
                fields.put("hint", failed.hint());
                fields.put("exit_code", failed.fault().exitCode());
            }
        }
        return fields;
    }

    private static void putIfGiven(Map<String, Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
