package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectReader;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves from names, lengths and the plain marks, without a key, that a store holds all that a backup needs to be
 * restored: its parts, and every byte of WAL from its start to its stop.
 */
public final class BackupProof implements CommitProof {
    private static final int MAX_MARK_BYTES = 64 << 20;
    private static final int MAX_RECORD_BYTES = 1 << 20;

    private final LineageId lineage;
    private final BackupRecord backup;
    private final SegmentSize size;

    private BackupProof(LineageId lineage, BackupRecord backup, SegmentSize size) {
        this.lineage = lineage;
        this.backup = backup;
        this.size = size;
    }

    /** Reads the marks of a lineage and of one of its backups. */
    public static BackupProof read(ObjectReader store, LineageId lineage, BackupId backup) throws IOException {
        byte[] record = bytes(store, new ObjectKey(lineage + "/lineage.json"), MAX_RECORD_BYTES);
        byte[] mark = bytes(store, new BackupNames(lineage).commitMark(backup), MAX_MARK_BYTES);
        return new BackupProof(
                lineage, BackupJson.read(mark), LineageRecord.fromJson(record).segmentSize());
    }

    private static byte[] bytes(ObjectReader store, ObjectKey key, int limit) throws IOException {
        try (InputStream json = store.get(key, ByteRange.ALL)) {
            return json.readNBytes(limit);
        }
    }

    /**
     * Makes sure that a mark or a lineage's record, which no seal and no frame protects, says what one says. Other
     * objects are not read.
     *
     * @throws IOException it does not, or cannot be read
     */
    public static void requireSound(ArchiveName name, InputStream plain) throws IOException {
        switch (name) {
            case ArchiveName.Mark _ -> BackupJson.read(plain.readNBytes(MAX_MARK_BYTES));
            case ArchiveName.DumpMark _ -> DumpJson.read(plain.readNBytes(MAX_MARK_BYTES));
            case ArchiveName.Record _ -> LineageRecord.fromJson(plain.readNBytes(MAX_RECORD_BYTES));
            case ArchiveName.Drill _ -> DrillJson.read(plain.readNBytes(MAX_RECORD_BYTES));
            case ArchiveName.History _,
                    ArchiveName.Segment _,
                    ArchiveName.Tail _,
                    ArchiveName.Part _,
                    ArchiveName.Hold _,
                    ArchiveName.Buried _,
                    ArchiveName.DumpPart _,
                    ArchiveName.Lease _,
                    ArchiveName.Foreign _ -> {}
        }
    }

    @Override
    public Optional<String> missingIn(ObjectLister store) throws StoreException {
        Optional<String> part = missingPart(store, new BackupNames(lineage), backup);
        return part.isPresent() ? part : new BackupWal(lineage, backup, size).missingIn(store);
    }

    /** A string that lists just before the WAL that the backup needs by itself, and its timeline's history. */
    public String walFrom() {
        return new BackupWal(lineage, backup, size).from();
    }

    /** What a store lacks of a backup's packs and lists, in words; empty if nothing. */
    static Optional<String> missingPart(ObjectLister store, BackupNames names, BackupRecord backup)
            throws StoreException {
        Map<String, Long> lengths = new HashMap<>();
        ListedPages.list(store, names.prefix(backup.id()), "", object -> {
            lengths.put(object.key().value(), object.size());
            return true;
        });
        for (BackupRecord.Pack pack : backup.packs()) {
            String suffix = pack.headerDigest().isEmpty() ? ".zst" : ".zst.age";
            String name = names.pack(backup.id(), pack.number(), suffix).value();
            if (lengths.getOrDefault(name, -1L) != pack.storedBytes()) {
                return Optional.of(name + " of " + pack.storedBytes() + " bytes");
            }
        }
        for (ObjectKey stem : Set.of(names.manifest(backup.id(), ""), names.postgresManifest(backup.id(), ""))) {
            if (!lengths.containsKey(stem + ".zst") && !lengths.containsKey(stem + ".zst.age")) {
                return Optional.of(stem + ".zst.age");
            }
        }
        return Optional.empty();
    }
}
