package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineagesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private WalFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(store);
    }

    static BackupRecord backup(Instant start) {
        return new BackupRecord(
                BackupId.startedAt(start),
                "before-migration",
                "before \"migration\"",
                new SystemId(42),
                180_006,
                new TimelineId(1),
                Optional.of(TimelineHistory.root(new TimelineId(1))),
                Lsn.parse("0/300028"),
                Lsn.parse("0/300120"),
                start,
                start.plusSeconds(60),
                750,
                "/var/lib/postgresql/18/main",
                List.of(new BackupRecord.Tablespace(16_385, "/srv/fast")),
                List.of(new BackupRecord.Pack(0, 1234, "ab".repeat(32)), new BackupRecord.Pack(1, 99, "")),
                1000,
                1L << 41,
                1L << 39,
                2);
    }

    @Test
    void a_lineage_is_made_once_and_opened_after_that() throws IOException {
        Lineage again = fixture.lineages().openOrCreate(new LineageRecord(new SystemId(42), 18, WalFixture.SIZE, NOON));
        assertEquals(fixture.lineage().facts(), again.facts());
        assertThrows(
                CorruptFrameException.class,
                () -> fixture.lineages()
                        .openOrCreate(new LineageRecord(new SystemId(42), 18, SegmentSize.DEFAULT, NOON)));
        assertThrows(
                ObjectMissingException.class,
                () -> fixture.lineages().open(new LineageId(new ClusterName("main"), new SystemId(7))));
    }

    @Test
    void lineages_are_listed_by_age_and_strangers_are_passed_over() throws IOException {
        fixture.lineages()
                .openOrCreate(new LineageRecord(new SystemId(9), 17, SegmentSize.DEFAULT, NOON.minusSeconds(86_400)));
        try (ObjectUpload upload = store.upload(new ObjectKey("main/notes/readme"), PutCondition.IF_ABSENT)) {
            upload.commit();
        }
        try (ObjectUpload upload = store.upload(new ObjectKey("main/77/wal/x"), PutCondition.IF_ABSENT)) {
            upload.commit();
        }
        assertEquals(
                List.of(new SystemId(9), new SystemId(42)),
                fixture.lineages().list().stream().map(l -> l.id().systemId()).toList());
    }

    @Test
    void a_backup_is_there_once_it_is_committed_and_reads_back_as_it_was() throws IOException {
        BackupArchive backups = fixture.lineage().backups();
        BackupRecord record = backup(NOON);
        try (FramedUpload pack = backups.beginPack(record.id(), 0)) {
            pack.commit();
        }
        assertTrue(backups.list().isEmpty());
        backups.commit(record);
        backups.commit(backup(NOON.plusMillis(1)));
        assertEquals(List.of(record, backup(NOON.plusMillis(1))), backups.list());
        assertThrows(ObjectExistsException.class, () -> backups.commit(record));
        assertThrows(IllegalStateException.class, () -> backups.discard(record.id()));
    }

    @Test
    void a_failed_backup_is_discarded_whole() throws IOException {
        BackupArchive backups = fixture.lineage().backups();
        BackupId id = BackupId.startedAt(NOON);
        try (FramedUpload pack = backups.beginPack(id, 0)) {
            pack.commit();
        }
        backups.discard(id);
        assertTrue(store.list("main/42/backups/", "", 10).objects().isEmpty());
    }

    @Test
    void a_mark_of_another_backup_or_of_another_format_is_corrupt() throws IOException {
        BackupArchive backups = fixture.lineage().backups();
        backups.commit(backup(NOON));
        ObjectKey mark = new ObjectKey("main/42/backups/" + BackupId.startedAt(NOON) + "/backup.json");
        String json =
                new String(store.get(mark, io.pgcairn.storage.ByteRange.ALL).readAllBytes(), StandardCharsets.UTF_8);
        for (String bad : List.of(
                json.replace("20261121T120000.123Z", "20261121T120000.999Z"),
                json.replaceFirst("\"format\" *: *1", "\"format\" : 2"),
                json.replace("\"timeline\"", "\"time-line\""),
                json.replace("0/300028", "not-an-lsn"),
                json.substring(0, json.length() / 2))) {
            try (ObjectUpload upload = store.upload(mark, PutCondition.REPLACE)) {
                upload.write(ByteBuffer.wrap(bad.getBytes(StandardCharsets.UTF_8)));
                upload.commit();
            }
            assertThrows(CorruptFrameException.class, backups::list, bad);
        }
    }

    @Test
    void a_manifest_reads_back_as_it_was_written() throws IOException {
        BackupArchive backups = fixture.lineage().backups();
        BackupId id = BackupId.startedAt(NOON);
        List<PackedEntry> entries = new java.util.ArrayList<>();
        entries.add(new PackedEntry.PackedDirectory("pg_wal/archive_status", 0700));
        for (int i = 0; i < 5000; i++) {
            entries.add(new PackedEntry.PackedFile(
                    "base/1/\"odd\" \u00e9\n" + i,
                    0600,
                    i,
                    Instant.parse("2026-11-21T12:00:00Z"),
                    -i,
                    i / 100,
                    new FrameSpan(i, i + 1)));
        }
        try (FramedUpload upload = backups.beginManifest(id)) {
            ManifestWriter writer = new ManifestWriter(upload);
            for (PackedEntry entry : entries) {
                writer.write(entry);
            }
            writer.finish();
            upload.commit();
        }
        List<PackedEntry> back = new java.util.ArrayList<>();
        try (ManifestReader reader = new ManifestReader(backups.openManifest(id))) {
            for (Optional<PackedEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                back.add(entry.get());
            }
        }
        assertEquals(entries, back);
    }
}
