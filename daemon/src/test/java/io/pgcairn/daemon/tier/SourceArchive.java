package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stores objects with the names of an archive, in the order in which the daemon stores them; their bytes are few. */
public final class SourceArchive {
    public static final ClusterName CLUSTER = new ClusterName("main");
    public static final SegmentSize SIZE = new SegmentSize(1 << 20);

    private final ObjectStore store;
    private final LineageId lineage;

    public SourceArchive(ObjectStore store, long systemId) {
        this.store = store;
        this.lineage = new LineageId(CLUSTER, new SystemId(systemId));
    }

    public LineageId lineage() {
        return lineage;
    }

    public void record() throws IOException {
        lineages().openOrCreate(new LineageRecord(lineage.systemId(), 18, SIZE, Instant.EPOCH));
    }

    private Lineages lineages() {
        ObjectPusher pusher = new ObjectPusher(store, Optional.empty(), 1);
        return new Lineages(CLUSTER, store, pusher, pusher, new ObjectFetcher(store, Optional.empty()));
    }

    public ObjectKey segmentKey(long timeline, long number) {
        return new ObjectKey(stem(timeline, number) + "-" + digest(timeline * 1000 + number) + ".zst.age");
    }

    public String stem(long timeline, long number) {
        TimelineId tli = new TimelineId(timeline);
        return lineage + "/wal/" + tli.hex() + "/" + new SegmentName(tli, number).fileName(SIZE);
    }

    public void segment(long timeline, long number) throws StoreException {
        put(segmentKey(timeline, number));
    }

    public ObjectKey tailKey(long timeline, long number, int from, int to) {
        return new ObjectKey(stem(timeline, number)
                + String.format(Locale.ROOT, ".tail/%08X-%08X-", from, to)
                + digest(from * 31L + to)
                + ".zst.age");
    }

    public ObjectKey tail(long timeline, long number, int from, int to) throws StoreException {
        ObjectKey key = tailKey(timeline, number, from, to);
        put(key);
        return key;
    }

    public void history(long timeline) throws StoreException {
        put(new ObjectKey(
                lineage + "/wal/" + new TimelineId(timeline).historyFileName() + "-" + digest(timeline) + ".age"));
    }

    /** A committed backup of {@code packs} packs whose WAL is that of these two segments and those between. */
    public BackupId backup(Instant start, long timeline, long first, long last, int packs) throws IOException {
        BackupId id = BackupId.startedAt(start);
        parts(id, packs);
        List<BackupRecord.Pack> records = new ArrayList<>();
        for (int i = 0; i < packs; i++) {
            records.add(new BackupRecord.Pack(i, bytes(pack(id, i)).length, "ab".repeat(32)));
        }
        BackupRecord record = new BackupRecord(
                id,
                "",
                "",
                lineage.systemId(),
                180_000,
                new TimelineId(timeline),
                Optional.empty(),
                new Lsn(first * SIZE.bytes() + 40),
                new Lsn(last * SIZE.bytes() + 0x100),
                start,
                start.plusSeconds(1),
                700,
                "/data",
                List.of(),
                records,
                1,
                1,
                1,
                0);
        lineages().open(lineage).backups().commit(record);
        return id;
    }

    /** The parts of a backup that is not committed. */
    public void parts(BackupId id, int packs) throws StoreException {
        for (int i = 0; i < packs; i++) {
            put(pack(id, i));
        }
        put(new ObjectKey(prefix(id) + "backup_manifest.zst.age"));
        put(new ObjectKey(prefix(id) + "manifest.zst.age"));
    }

    public ObjectKey pack(BackupId id, int number) {
        return new ObjectKey(prefix(id) + String.format(Locale.ROOT, "pack/%04d.tar.zst.age", number));
    }

    public ObjectKey mark(BackupId id) {
        return new ObjectKey(prefix(id) + "backup.json");
    }

    /** A good dump of so many databases. */
    BackupId dump(Instant start, int databases) throws IOException {
        BackupId id = BackupId.startedAt(start);
        dumpParts(id, databases);
        List<DumpRecord.Database> records = new ArrayList<>();
        for (int i = 0; i < databases; i++) {
            records.add(new DumpRecord.Database(i, "db" + i, part(dumpPart(id, i))));
        }
        DumpRecord.Part globals = part(new ObjectKey(dumpPrefix(id) + "globals.sql.zst.age"));
        DumpRecord record = new DumpRecord(
                id,
                lineage.systemId(),
                180_000,
                start,
                start,
                "pg_dump",
                DumpFormat.CUSTOM,
                true,
                globals,
                records,
                List.of());
        lineages().open(lineage).dumps().commit(record);
        return id;
    }

    private static DumpRecord.Part part(ObjectKey key) {
        return new DumpRecord.Part(1, bytes(key).length, "5731ad8f");
    }

    /** The parts of a dump that is not committed. */
    void dumpParts(BackupId id, int databases) throws StoreException {
        for (int i = 0; i < databases; i++) {
            put(dumpPart(id, i));
        }
        put(new ObjectKey(dumpPrefix(id) + "globals.sql.zst.age"));
    }

    ObjectKey dumpPart(BackupId id, int number) {
        return new ObjectKey(dumpPrefix(id) + String.format(Locale.ROOT, "database/%04d.dump.zst.age", number));
    }

    ObjectKey dumpMark(BackupId id) {
        return new ObjectKey(dumpPrefix(id) + "dump.json");
    }

    private String dumpPrefix(BackupId id) {
        return lineage + "/dumps/" + id + "/";
    }

    ObjectKey burial(BackupId id) {
        return new ObjectKey(prefix(id) + "deleted.json");
    }

    private String prefix(BackupId id) {
        return lineage + "/backups/" + id + "/";
    }

    private void put(ObjectKey key) throws StoreException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(bytes(key)));
            upload.commit();
        }
    }

    /** What an object of this name holds. */
    public static byte[] bytes(ObjectKey key) {
        return ("bytes of " + key).getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(long of) {
        return String.format(Locale.ROOT, "%016x", of * 0x9E3779B97F4A7C15L);
    }
}
