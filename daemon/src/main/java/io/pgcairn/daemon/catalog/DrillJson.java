package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes and reads {@code drills/{label}.json}, see docs/format.md. */
final class DrillJson {
    private static final String DOCUMENT = "the record of a drill";
    private static final String LATEST = "latest";

    private DrillJson() {}

    static byte[] write(DrillRecord drill) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", LineageRecord.FORMAT);
        json.put("id", drill.id().value());
        json.put("startTime", drill.startTime().toString());
        json.put("stopTime", drill.stopTime().toString());
        json.put("good", drill.isGood());
        json.put("outcome", drill.outcome());
        json.put("tier", drill.tier());
        json.put("backup", drill.backup().map(BackupId::value).orElse(""));
        json.put("target", drill.target().map(Instant::toString).orElse(LATEST));
        drill.reached().ifPresent(reached -> json.put("reached", reached(reached)));
        json.put("findings", drill.findings());
        json.put("host", drill.host());
        json.put("program", drill.program());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(json);
    }

    private static Map<String, Object> reached(DrillRecord.Reached reached) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("timeline", reached.timeline().value());
        json.put("lsn", reached.lsn().toString());
        json.put("lastCommit", reached.lastCommit().map(Instant::toString).orElse(""));
        return json;
    }

    static DrillRecord read(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse(DOCUMENT, json);
        fields.requireFormat(LineageRecord.FORMAT);
        try {
            String target = fields.text("target");
            return new DrillRecord(
                    new BackupId(fields.text("id")),
                    Instant.parse(fields.text("startTime")),
                    Instant.parse(fields.text("stopTime")),
                    fields.flag("good"),
                    fields.text("outcome"),
                    fields.text("tier"),
                    given(fields.text("backup")).map(BackupId::new),
                    target.equals(LATEST) ? Optional.empty() : Optional.of(Instant.parse(target)),
                    fields.has("reached") ? Optional.of(reached(fields.object("reached"))) : Optional.empty(),
                    fields.texts("findings"),
                    fields.text("host"),
                    fields.text("program"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptFrameException(DOCUMENT + " says something impossible: " + e.getMessage(), e);
        }
    }

    private static DrillRecord.Reached reached(JsonFields fields) throws IOException {
        return new DrillRecord.Reached(
                new TimelineId(fields.number("timeline")),
                Lsn.parse(fields.text("lsn")),
                given(fields.text("lastCommit")).map(Instant::parse));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
