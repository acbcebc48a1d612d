package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ManifestWriter;
import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.catalog.PackedEntry.PackedDirectory;
import io.pgcairn.daemon.catalog.PackedEntry.PackedFile;
import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.PushedObject;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a backup in the documented format: a frame a file, zero blocks last, a manifest, a commit mark. */
final class StoredBackup {
    static final Instant MODIFIED = Instant.parse("2026-11-20T01:02:03Z");
    private static final int TAR_END_BYTES = 1024;

    private final List<Map<String, byte[]>> packs = new ArrayList<>();
    private final List<PackedDirectory> directories = new ArrayList<>();
    private final List<BackupRecord.Tablespace> tablespaces = new ArrayList<>();
    private String postgresManifest = "{ \"Files\": []}\n";
    private UnaryOperator<PackedFile> listed = UnaryOperator.identity();
    private String label = "20261121T100000.000Z";
    private long timeline = 1;
    private Lsn start = new Lsn(3L << 20);
    private Lsn stop = new Lsn((3L << 20) + 0x200);
    private Instant stopTime = Instant.parse("2026-11-21T10:01:00Z");
    private long nextXid = 1000;
    private int serverVersion = 180_006;

    static StoredBackup empty() {
        return new StoredBackup().pack(Map.of("global/pg_control", new byte[8192]));
    }

    StoredBackup pack(Map<String, byte[]> files) {
        packs.add(new LinkedHashMap<>(files));
        return this;
    }

    StoredBackup directory(String path, int mode) {
        directories.add(new PackedDirectory(path, mode));
        return this;
    }

    StoredBackup tablespace(long oid, String location) {
        tablespaces.add(new BackupRecord.Tablespace(oid, location));
        return this;
    }

    StoredBackup postgresManifest(String text) {
        postgresManifest = text;
        return this;
    }

    /** Makes the manifest say something else than what is in the packs. */
    StoredBackup listing(UnaryOperator<PackedFile> change) {
        listed = change;
        return this;
    }

    StoredBackup label(String id) {
        label = id;
        return this;
    }

    StoredBackup on(long newTimeline) {
        timeline = newTimeline;
        return this;
    }

    StoredBackup from(long startLsn, long stopLsn) {
        start = new Lsn(startLsn);
        stop = new Lsn(stopLsn);
        return this;
    }

    StoredBackup stoppedAt(String time) {
        stopTime = Instant.parse(time);
        return this;
    }

    StoredBackup nextXid(long xid) {
        nextXid = xid;
        return this;
    }

    StoredBackup version(int version) {
        serverVersion = version;
        return this;
    }

    /** The record alone, for tests that restore nothing. */
    BackupRecord commitOnly(BackupArchive archive) throws IOException {
        BackupRecord backup = record(List.of(), 0, 0);
        archive.commit(backup);
        return backup;
    }

    BackupRecord write(BackupArchive archive) throws IOException {
        BackupId id = new BackupId(label);
        List<BackupRecord.Pack> written = new ArrayList<>();
        List<PackedEntry> entries = new ArrayList<>(directories);
        long plainBytes = 0;
        long files = 0;
        for (int number = 0; number < packs.size(); number++) {
            written.add(writePack(archive, id, number, entries));
            files += packs.get(number).size();
            plainBytes += packs.get(number).values().stream()
                    .mapToLong(content -> content.length)
                    .sum();
        }
        try (FramedUpload upload = archive.beginManifest(id)) {
            ManifestWriter manifest = new ManifestWriter(upload);
            for (PackedEntry entry : entries) {
                manifest.write(entry);
            }
            manifest.finish();
            upload.commit();
        }
        try (FramedUpload upload = archive.beginPostgresManifest(id)) {
            frame(upload, postgresManifest.getBytes(StandardCharsets.UTF_8));
            upload.commit();
        }
        BackupRecord backup = record(written, files, plainBytes);
        archive.commit(backup);
        return backup;
    }

    private BackupRecord record(List<BackupRecord.Pack> written, long files, long plainBytes) {
        return new BackupRecord(
                new BackupId(label),
                "",
                "",
                StoredCluster.SYSTEM,
                serverVersion,
                new TimelineId(timeline),
                Optional.empty(),
                start,
                stop,
                stopTime.minusSeconds(60),
                stopTime,
                nextXid,
                "/var/lib/postgresql/18/main",
                tablespaces,
                written,
                files,
                plainBytes,
                plainBytes,
                0);
    }

    private BackupRecord.Pack writePack(BackupArchive archive, BackupId id, int number, List<PackedEntry> entries)
            throws IOException {
        try (FramedUpload upload = archive.beginPack(id, number)) {
            for (Map.Entry<String, byte[]> file : packs.get(number).entrySet()) {
                FrameSpan span = frame(upload, tarEntry(file.getKey(), file.getValue()));
                CRC32C crc = new CRC32C();
                crc.update(file.getValue());
                entries.add(listed.apply(new PackedFile(
                        file.getKey(), 0600, file.getValue().length, MODIFIED, (int) crc.getValue(), number, span)));
            }
            frame(upload, tarDirectory("base/"));
            frame(upload, new byte[TAR_END_BYTES]);
            PushedObject pushed = upload.commit();
            return new BackupRecord.Pack(number, pushed.storedBytes(), pushed.headerDigest());
        }
    }

    private static FrameSpan frame(FramedUpload upload, byte[] plain) throws IOException {
        upload.beginFrame(plain.length);
        upload.write(ByteBuffer.wrap(plain));
        return upload.endFrame();
    }

    private static byte[] tarEntry(String path, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Never finished: the end's zero blocks are a frame of their own.
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512, "UTF-8");
        tar.setAddPaxHeadersForNonAsciiNames(true);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        TarArchiveEntry entry = new TarArchiveEntry(path, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        tar.flush();
        return bytes.toByteArray();
    }

    private static byte[] tarDirectory(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512, "UTF-8");
        tar.putArchiveEntry(new TarArchiveEntry(path));
        tar.closeArchiveEntry();
        tar.flush();
        return bytes.toByteArray();
    }
}
