package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ManifestWriter;
import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.pipeline.FrameStream;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.PushedObject;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Enters finished packs into both manifests, which are stored while they are written. Closing it without
 * {@link #finish} leaves neither. Safe for use by several threads.
 */
final class BackupLedger implements AutoCloseable {
    private final FramedUpload ownUpload;
    private final FramedUpload postgresUpload;
    private final ManifestWriter own;
    private final FrameStream postgresText;
    private final PostgresManifest postgres;

    // Guarded by this.
    private final List<BackupRecord.Pack> packs = new ArrayList<>();
    private long storedBytes;

    private BackupLedger(FramedUpload ownUpload, FramedUpload postgresUpload, ClusterLayout layout) throws IOException {
        this.ownUpload = ownUpload;
        this.postgresUpload = postgresUpload;
        this.own = new ManifestWriter(ownUpload);
        this.postgresText = new FrameStream(postgresUpload);
        this.postgres = new PostgresManifest(postgresText, layout.major(), layout.systemId());
    }

    static BackupLedger open(BackupArchive archive, BackupId id, ClusterLayout layout) throws IOException {
        FramedUpload own = archive.beginManifest(id);
        try {
            FramedUpload postgres = archive.beginPostgresManifest(id);
            try {
                return new BackupLedger(own, postgres, layout);
            } catch (IOException | RuntimeException e) {
                postgres.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** Enters a pack that is durable. */
    synchronized void enter(int number, PushedObject stored, List<PackedEntry> entries) throws IOException {
        for (PackedEntry entry : entries) {
            own.write(entry);
            if (entry instanceof PackedEntry.PackedFile file) {
                postgres.add(file);
            }
        }
        packs.add(new BackupRecord.Pack(number, stored.storedBytes(), stored.headerDigest()));
        storedBytes += stored.storedBytes();
    }

    /** Ends both manifests and makes them durable. */
    synchronized void finish(TimelineId timeline, Lsn start, Lsn stop) throws IOException {
        own.finish();
        postgres.finish(timeline, start, stop);
        postgresText.finish();
        storedBytes += ownUpload.commit().storedBytes();
        storedBytes += postgresUpload.commit().storedBytes();
    }

    /** The packs by their number. */
    synchronized List<BackupRecord.Pack> packs() {
        return packs.stream()
                .sorted(Comparator.comparingInt(BackupRecord.Pack::number))
                .toList();
    }

    synchronized long storedBytes() {
        return storedBytes;
    }

    @Override
    public void close() throws IOException {
        try (postgresUpload) {
            ownUpload.close();
        }
    }
}
