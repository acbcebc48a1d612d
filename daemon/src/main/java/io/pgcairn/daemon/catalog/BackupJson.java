package io.pgcairn.daemon.catalog;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.comp.ArrayComposer;
import com.fasterxml.jackson.jr.ob.comp.ObjectComposer;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes and reads {@code backup.json}, see docs/format.md. */
final class BackupJson {
    private static final String DOCUMENT = "backup.json";

    private BackupJson() {}

    static byte[] write(BackupRecord backup) throws IOException {
        var json =
                JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).composeBytes().startObject();
        json.put("format", LineageRecord.FORMAT)
                .put("id", backup.id().value())
                .put("type", "full")
                .put("name", backup.name())
                .put("note", backup.note())
                .put("systemId", backup.systemId().toString())
                .put("serverVersion", backup.serverVersion())
                .put("timeline", backup.timeline().value())
                .put("startLsn", backup.startLsn().toString())
                .put("stopLsn", backup.stopLsn().toString())
                .put("startTime", backup.startTime().toString())
                .put("stopTime", backup.stopTime().toString())
                .put("nextXid", backup.nextXid())
                .put("dataDirectory", backup.dataDirectory())
                .put("files", backup.files())
                .put("plainBytes", backup.plainBytes())
                .put("storedBytes", backup.storedBytes())
                .put("badPages", backup.badPages());
        if (backup.history().isPresent()) {
            writeHistory(json.startArrayField("history"), backup.history().get());
        }
        writeTablespaces(json.startArrayField("tablespaces"), backup.tablespaces());
        writePacks(json.startArrayField("packs"), backup.packs());
        return json.end().finish();
    }

    private static <P extends com.fasterxml.jackson.jr.ob.comp.ComposerBase> void writeHistory(
            ArrayComposer<P> array, TimelineHistory history) throws IOException {
        for (TimelineHistory.Branch branch : history.ancestors()) {
            ObjectComposer<?> object = array.startObject();
            object.put("timeline", branch.timeline().value())
                    .put("end", branch.end().toString());
            object.end();
        }
        array.end();
    }

    private static <P extends com.fasterxml.jackson.jr.ob.comp.ComposerBase> void writeTablespaces(
            ArrayComposer<P> array, List<BackupRecord.Tablespace> tablespaces) throws IOException {
        for (BackupRecord.Tablespace tablespace : tablespaces) {
            ObjectComposer<?> object = array.startObject();
            object.put("oid", tablespace.oid()).put("location", tablespace.location());
            object.end();
        }
        array.end();
    }

    private static <P extends com.fasterxml.jackson.jr.ob.comp.ComposerBase> void writePacks(
            ArrayComposer<P> array, List<BackupRecord.Pack> packs) throws IOException {
        for (BackupRecord.Pack pack : packs) {
            ObjectComposer<?> object = array.startObject();
            object.put("number", pack.number())
                    .put("storedBytes", pack.storedBytes())
                    .put("headerDigest", pack.headerDigest());
            object.end();
        }
        array.end();
    }

    static BackupRecord read(byte[] json) throws IOException {
        JsonFields fields = JsonFields.parse(DOCUMENT, json);
        fields.requireFormat(LineageRecord.FORMAT);
        try {
            TimelineId timeline = new TimelineId(fields.number("timeline"));
            return new BackupRecord(
                    new BackupId(fields.text("id")),
                    fields.has("name") ? fields.text("name") : "",
                    fields.text("note"),
                    SystemId.parse(fields.text("systemId")),
                    (int) fields.number("serverVersion"),
                    timeline,
                    fields.has("history")
                            ? Optional.of(readHistory(timeline, fields.objects("history")))
                            : Optional.empty(),
                    Lsn.parse(fields.text("startLsn")),
                    Lsn.parse(fields.text("stopLsn")),
                    Instant.parse(fields.text("startTime")),
                    Instant.parse(fields.text("stopTime")),
                    fields.number("nextXid"),
                    fields.text("dataDirectory"),
                    readTablespaces(fields.objects("tablespaces")),
                    readPacks(fields.objects("packs")),
                    fields.number("files"),
                    fields.number("plainBytes"),
                    fields.number("storedBytes"),
                    fields.number("badPages"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptFrameException(DOCUMENT + " says something impossible: " + e.getMessage(), e);
        }
    }

    private static TimelineHistory readHistory(TimelineId timeline, List<JsonFields> objects) throws IOException {
        List<TimelineHistory.Branch> branches = new ArrayList<>();
        for (JsonFields object : objects) {
            branches.add(new TimelineHistory.Branch(
                    new TimelineId(object.number("timeline")), Lsn.parse(object.text("end"))));
        }
        return new TimelineHistory(timeline, branches);
    }

    private static List<BackupRecord.Tablespace> readTablespaces(List<JsonFields> objects) throws IOException {
        List<BackupRecord.Tablespace> tablespaces = new ArrayList<>();
        for (JsonFields object : objects) {
            tablespaces.add(new BackupRecord.Tablespace(object.number("oid"), object.text("location")));
        }
        return tablespaces;
    }

    private static List<BackupRecord.Pack> readPacks(List<JsonFields> objects) throws IOException {
        List<BackupRecord.Pack> packs = new ArrayList<>();
        for (JsonFields object : objects) {
            packs.add(new BackupRecord.Pack(
                    (int) object.number("number"), object.number("storedBytes"), object.text("headerDigest")));
        }
        return packs;
    }
}
