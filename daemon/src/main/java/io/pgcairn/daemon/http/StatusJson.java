package io.pgcairn.daemon.http;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a cluster stands, as JSON. What is not known is left out. */
final class StatusJson {
    private static final double MILLIS = 1000;

    private StatusJson() {}

    static Map<String, Object> cluster(ClusterStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ready", status.readiness().isReady());
        fields.put("state", status.readiness().state());
        status.wal().lagBytes().ifPresent(lag -> fields.put("lag_bytes", lag));
        status.wal().lag().ifPresent(lag -> fields.put("lag_seconds", seconds(lag)));
        put(fields, "last_durable", status.wal().lastDurable());
        status.lastBackup().ifPresent(backup -> fields.put("last_backup", backup(backup)));
        status.lastDrill().ifPresent(drill -> fields.put("last_drill", drill(drill)));
        fields.put("jobs", status.jobs().stream().map(StatusJson::job).toList());
        fields.put("alarms", status.alarms().stream().map(StatusJson::alarm).toList());
        return fields;
    }

    static Map<String, Object> backup(ClusterStatus.Backup backup) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", backup.id());
        if (!backup.name().isEmpty()) {
            fields.put("name", backup.name());
        }
        fields.put("started", backup.started().toString());
        fields.put("stopped", backup.stopped().toString());
        fields.put("plain_bytes", backup.plainBytes());
        fields.put("stored_bytes", backup.storedBytes());
        return fields;
    }

    private static Map<String, Object> drill(ClusterStatus.Drill drill) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "ended", Optional.of(drill.ended()));
        fields.put("took_seconds", seconds(drill.took()));
        fields.put("good", drill.isGood());
        fields.put("backup", drill.backup());
        put(fields, "target", drill.target());
        fields.put("outcome", drill.outcome());
        return fields;
    }

    private static Map<String, Object> alarm(ClusterStatus.Alarm alarm) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", alarm.severity().name().toLowerCase(Locale.ROOT));
        fields.put("name", alarm.name());
        fields.put("message", alarm.message());
        fields.put("hint", alarm.hint());
        return fields;
    }

    private static Map<String, Object> job(ClusterStatus.Job job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", job.name());
        fields.put("schedule", job.schedule());
        fields.put("state", job.state());
        put(fields, "last", job.last());
        put(fields, "next", job.next());
        fields.put("overdue_seconds", job.overdue().toSeconds());
        job.failure().ifPresent(failure -> fields.put("failure", failure(failure)));
        return fields;
    }

    private static Map<String, Object> failure(ClusterStatus.Failure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", failure.at().toString());
        fields.put("message", failure.message());
        fields.put("hint", failure.hint());
        fields.put("attempts", failure.attempts());
        fields.put("next_try", failure.nextTry().toString());
        return fields;
    }

    private static double seconds(Duration span) {
        return span.toMillis() / MILLIS;
    }

    private static void put(Map<String, Object> fields, String name, Optional<Instant> moment) {
        moment.ifPresent(
                at -> fields.put(name, at.truncatedTo(ChronoUnit.SECONDS).toString()));
    }
}
