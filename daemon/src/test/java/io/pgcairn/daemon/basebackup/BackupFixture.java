package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.ManifestReader;
import io.pgcairn.daemon.catalog.PackedEntry;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's lineage in a store in memory, and base backups of it. */
final class BackupFixture {
    /** Small packs, so that a fresh cluster fills several. */
    static final BackupSettings SMALL_PACKS = new BackupSettings(2, 1 << 20, 300, true);

    private final FaultyObjectStore store =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    private final PostgresConnector connector;
    private final Lineage lineage;

    BackupFixture(ServerInstance server) throws IOException, CairnException {
        this(server, Optional.empty());
    }

    /** @param systemId what the lineage has instead of the server's */
    BackupFixture(ServerInstance server, Optional<SystemId> systemId) throws IOException, CairnException {
        this.connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
        ServerFacts facts = new ServerQueries(connector).facts();
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        Lineages lineages = new Lineages(
                new ClusterName("main"), store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
        this.lineage = lineages.openOrCreate(new LineageRecord(
                systemId.orElse(facts.systemId()), facts.major(), facts.segmentSize(), Instant.now()));
    }

    FaultyObjectStore store() {
        return store;
    }

    Lineage lineage() {
        return lineage;
    }

    PostgresConnector connector() {
        return connector;
    }

    /** Backups that take their WAL from the server's own directory. */
    BaseBackups backups(ServerInstance server) {
        return backups((timeline, stop) -> storeWal(server.data().resolve("pg_wal"), timeline, stop));
    }

    BaseBackups backups(WalDurability wal) {
        return new BaseBackups(connector, lineage, wal, SMALL_PACKS, Clock.systemUTC());
    }

    private void storeWal(Path directory, TimelineId timeline, Lsn stop) throws ObjectFailure {
        SegmentSize size = lineage.facts().segmentSize();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, timeline.hex() + "*")) {
            for (Path file : files) {
                SegmentName segment = SegmentName.parse(file.getFileName().toString(), size);
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                if (!segment.end(size).isAfter(stop)) {
                    lineage.wal().pushSegment(segment, bytes);
                } else if (segment.start(size).isBefore(stop)) {
                    lineage.wal().pushTail(segment, 0, bytes.slice(0, size.offsetOf(stop)));
                }
            }
        } catch (IOException e) {
            throw ObjectFailure.of("storing WAL", e);
        }
    }

    List<PackedEntry> entries(BackupRecord backup) throws IOException {
        List<PackedEntry> entries = new ArrayList<>();
        try (ManifestReader reader = new ManifestReader(lineage.backups().openManifest(backup.id()))) {
            for (Optional<PackedEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }

    /** The names of everything in the store below the lineage's backups. */
    List<String> backupObjects() throws IOException {
        return store.list(lineage.id() + "/backups/", "", 1000).objects().stream()
                .map(ObjectInfo::key)
                .map(Object::toString)
                .toList();
    }
}
