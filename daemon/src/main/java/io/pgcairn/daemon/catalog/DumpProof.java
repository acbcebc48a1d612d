package io.pgcairn.daemon.catalog;

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

/** Of a logical dump: its parts, and the lineage's record, without which a store does not know of it. */
record DumpProof(LineageId lineage, DumpRecord dump) implements CommitProof {
    private static final int MAX_MARK_BYTES = 64 << 20;

    static DumpProof read(ObjectReader store, LineageId lineage, BackupId id) throws IOException {
        try (InputStream json = store.get(new DumpNames(lineage).commitMark(id), ByteRange.ALL)) {
            return new DumpProof(lineage, DumpJson.read(json.readNBytes(MAX_MARK_BYTES)));
        }
    }

    @Override
    public Optional<String> missingIn(ObjectLister store) throws StoreException {
        DumpNames names = new DumpNames(lineage);
        Map<ObjectKey, Long> needed = new HashMap<>();
        needed.put(
                names.globals(dump.id(), suffix(dump.globals())), dump.globals().storedBytes());
        for (DumpRecord.Database each : dump.databases()) {
            needed.put(
                    names.database(dump.id(), each.number(), dump.format(), suffix(each.part())),
                    each.part().storedBytes());
        }
        ListedPages.list(store, names.prefix(dump.id()), "", object -> {
            needed.remove(object.key(), object.size());
            return true;
        });
        Optional<String> part = needed.entrySet().stream()
                .map(each -> each.getKey() + " of " + each.getValue() + " bytes")
                .sorted()
                .findFirst();
        return part.isPresent() ? part : missingRecord(store);
    }

    private Optional<String> missingRecord(ObjectLister store) throws StoreException {
        String record = new ArchiveNames(lineage.cluster()).record(lineage).value();
        return store.list(record, "", 1).objects().isEmpty() ? Optional.of(record) : Optional.empty();
    }

    private static String suffix(DumpRecord.Part part) {
        return part.headerDigest().isEmpty() ? ".zst" : ".zst.age";
    }
}
