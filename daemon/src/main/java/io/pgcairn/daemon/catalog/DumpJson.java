package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.SystemId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes and reads {@code dump.json}, see docs/format.md. */
final class DumpJson {
    static final String DOCUMENT = "dump.json";

    private DumpJson() {}

    static byte[] write(DumpRecord dump) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", LineageRecord.FORMAT);
        json.put("id", dump.id().value());
        json.put("systemId", dump.systemId().toString());
        json.put("serverVersion", dump.serverVersion());
        json.put("startTime", dump.startTime().toString());
        json.put("stopTime", dump.stopTime().toString());
        json.put("program", dump.program());
        json.put("dumpFormat", dump.format().word());
        json.put("rolePasswords", dump.hasRolePasswords());
        json.put("globals", part(new LinkedHashMap<>(), dump.globals()));
        json.put("databases", dump.databases().stream().map(DumpJson::database).toList());
        json.put("dropped", dump.dropped());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(json);
    }

    private static Map<String, Object> database(DumpRecord.Database database) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", database.number());
        json.put("name", database.name());
        return part(json, database.part());
    }

    private static Map<String, Object> part(Map<String, Object> json, DumpRecord.Part part) {
        json.put("plainBytes", part.plainBytes());
        json.put("storedBytes", part.storedBytes());
        json.put("headerDigest", part.headerDigest());
        return json;
    }

    static DumpRecord read(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse(DOCUMENT, json);
        fields.requireFormat(LineageRecord.FORMAT);
        try {
            List<DumpRecord.Database> databases = new ArrayList<>();
            for (JsonFields each : fields.objects("databases")) {
                databases.add(new DumpRecord.Database((int) each.number("number"), each.text("name"), part(each)));
            }
            return new DumpRecord(
                    new BackupId(fields.text("id")),
                    SystemId.parse(fields.text("systemId")),
                    (int) fields.number("serverVersion"),
                    Instant.parse(fields.text("startTime")),
                    Instant.parse(fields.text("stopTime")),
                    fields.text("program"),
                    DumpFormat.valueOf(fields.text("dumpFormat").toUpperCase(Locale.ROOT)),
                    fields.flag("rolePasswords"),
                    part(fields.object("globals")),
                    databases,
                    fields.texts("dropped"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptFrameException(DOCUMENT + " says something impossible: " + e.getMessage(), e);
        }
    }

    private static DumpRecord.Part part(JsonFields fields) throws IOException {
        return new DumpRecord.Part(
                fields.number("plainBytes"), fields.number("storedBytes"), fields.text("headerDigest"));
    }
}
