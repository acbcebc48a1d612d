package io.pgcairn.daemon.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.OpenedCluster;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster with the tiers near and far, which are directories, and the verbs over them. */
public final class TwoDirectories {
    static final SystemId SYSTEM = new SystemId(7_000_000_000_000_000_001L);
    public static final LineageId LINEAGE = new LineageId(new ClusterName("main"), SYSTEM);

    private final Path directory;
    private final Path config;

    public TwoDirectories(Path directory) throws IOException {
        this(directory, "{}", "{}");
    }

    /** The tiers' retentions as they stand in the configuration. */
    public TwoDirectories(Path directory, String nearKeeps, String farKeeps) throws IOException {
        this.directory = directory;
        this.config =
                Files.writeString(directory.resolve("pgcairn.yaml"), """
                clusters:
                  main:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:1/postgres" }
                    encryption: { enabled: false }
                    ack: [near]
                    tiers:
                      - { name: near, store: "file://%1$s/near", retention: %2$s }
                      - { name: far, store: "file://%1$s/far", retention: %3$s }
                """.formatted(directory, nearKeeps, farKeeps));
    }

    ClusterSelection selection() {
        return new ClusterSelection(config, Optional.empty());
    }

    Clusters clusters() {
        Clock clock = Clock.systemUTC();
        return new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
    }

    public OpenedCluster opened() throws Exception {
        return clusters().open(selection());
    }

    public void store(String tier, String backup, String name) throws Exception {
        store(tier, backup, name, 3);
    }

    /** @param segment the number of the one that holds all of the backup's WAL; it is not stored */
    public void store(String tier, String backup, String name, long segment) throws Exception {
        store(SYSTEM, Instant.EPOCH, tier, record(new BackupId(backup), name, segment));
    }

    /** Another lineage with a backup and its WAL, as pg_upgrade leaves the old one beside the new one. */
    void storeLineage(SystemId systemId, Instant created, String tier, String backup) throws Exception {
        store(systemId, created, tier, record(new BackupId(backup), "", 3));
    }

    private void store(SystemId systemId, Instant created, String tier, BackupRecord backup) throws Exception {
        try (OpenedCluster cluster = opened()) {
            BackupArchive archive = cluster.tier(Optional.of(tier))
                    .lineages()
                    .openOrCreate(new LineageRecord(systemId, 18, new SegmentSize(1 << 20), created))
                    .backups();
            BackupId id = backup.id();
            write(archive.beginPack(id, 0));
            write(archive.beginManifest(id));
            write(archive.beginPostgresManifest(id));
            archive.commit(backup);
        }
    }

    public void storeSegments(String tier, long first, long last) throws Exception {
        try (OpenedCluster cluster = opened()) {
            WalArchive wal =
                    cluster.tier(Optional.of(tier)).lineages().open(LINEAGE).wal();
            for (long number = first; number <= last; number++) {
                wal.pushSegment(new SegmentName(new TimelineId(1), number), ByteBuffer.allocate(1 << 20));
            }
        }
    }

    private static void write(FramedUpload upload) throws IOException {
        try (upload) {
            ByteBuffer bytes = ByteBuffer.wrap("content".getBytes(StandardCharsets.UTF_8));
            upload.beginFrame(bytes.remaining());
            upload.write(bytes);
            upload.endFrame();
            upload.commit();
        }
    }

    private static BackupRecord record(BackupId id, String name, long segment) {
        Instant time = id.moment();
        return new BackupRecord(
                id,
                name,
                "",
                SYSTEM,
                180_006,
                new TimelineId(1),
                Optional.empty(),
                new Lsn(segment << 20),
                new Lsn((segment << 20) + 512),
                time,
                time,
                1000,
                "/data",
                List.of(),
                List.of(),
                0,
                0,
                0,
                0);
    }

    InProcess.Answer run(String verb, String... options) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(options));
        words.addAll(List.of("--config", config.toString()));
        return new InProcess(directory).run(words.toArray(String[]::new));
    }

    public InProcess.Answer succeed(String verb, String... options) {
        InProcess.Answer answer = run(verb, options);
        assertEquals(0, answer.exitCode(), answer::toString);
        return answer;
    }

    void assertRefused(Fault fault, String text, InProcess.Answer answer) {
        assertEquals(fault.exitCode(), answer.exitCode(), answer::toString);
        assertTrue(answer.err().contains(text), answer::toString);
    }

    /** The files of a tier whose path has this in it, as they are called in the store. */
    public List<String> objects(String tier, String part) throws IOException {
        Path root = directory.resolve(tier);
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> name.contains(part))
                    .sorted()
                    .toList();
        }
    }

    /** What a tier lists, also while somebody writes to it. */
    public List<String> listed(String tier) throws Exception {
        try (OpenedCluster cluster = opened()) {
            return cluster.tier(Optional.of(tier)).store().list("main/", "", 1000).objects().stream()
                    .map(object -> object.key().value())
                    .toList();
        }
    }

    void delete(String tier, String object) throws IOException {
        Files.delete(directory.resolve(tier).resolve(object));
    }

    /** From now on the tier cannot be asked. */
    void breakTier(String tier) throws IOException {
        Files.move(directory.resolve(tier), directory.resolve(tier + "-away"));
        Files.createFile(directory.resolve(tier));
    }
}
