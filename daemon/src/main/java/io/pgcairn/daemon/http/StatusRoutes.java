package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.Fault;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code GET /v1/status}, {@code /v1/clusters} and {@code /v1/clusters/{c}}. */
final class StatusRoutes {
    private final ClusterDesk.Directory directory;

    StatusRoutes(ClusterDesk.Directory directory) {
        this.directory = directory;
    }

    Reply all() {
        Map<String, Object> clusters = new LinkedHashMap<>();
        directory
                .clusters()
                .forEach((name, desk) ->
                        clusters.put(name, fields(name, desk, desk.view().status())));
        return Reply.json(200, Map.of("clusters", clusters));
    }

    Reply names() {
        return Reply.json(
                200,
                Map.of(
                        "clusters",
                        directory.clusters().entrySet().stream()
                                .map(each -> name(each.getKey(), each.getValue()))
                                .toList()));
    }

    private static Map<String, Object> name(String name, ClusterDesk desk) {
        Readiness readiness = desk.view().readiness();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", name);
        fields.put("ready", readiness.isReady());
        fields.put("state", readiness.state());
        return fields;
    }

    Reply one(String name) {
        ClusterDesk desk = directory.clusters().get(name);
        if (desk == null) {
            return Reply.error(
                    Fault.CLUSTER_UNKNOWN.httpStatus(),
                    Fault.CLUSTER_UNKNOWN.label(),
                    "no such cluster is configured here",
                    "name one of " + directory.clusters().keySet());
        }
        ClusterStatus status = desk.view().status();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", name);
        fields.putAll(fields(name, desk, status));
        fields.put("tiers", status.tiers().stream().map(TierJson::tier).toList());
        return Reply.json(200, fields);
    }

    private static Map<String, Object> fields(String name, ClusterDesk desk, ClusterStatus status) {
        Map<String, Object> fields = StatusJson.cluster(status);
        desk.backups()
                .running()
                .ifPresent(job -> fields.put("running_backup", BackupRoutes.fields(name, JobKind.BACKUP, job)));
        desk.dumps()
                .flatMap(BackupJobs::running)
                .ifPresent(job -> fields.put("running_dump", BackupRoutes.fields(name, JobKind.DUMP, job)));
        desk.drills()
                .running()
                .ifPresent(job -> fields.put("running_drill", BackupRoutes.fields(name, JobKind.DRILL, job)));
        return fields;
    }
}
