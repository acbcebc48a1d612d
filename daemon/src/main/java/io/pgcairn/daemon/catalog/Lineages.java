package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lineages of one cluster in one store. Safe for use by several threads. */
public final class Lineages {
    private static final int MAX_RECORD_BYTES = 1 << 20;
    private static final String RECORD = "lineage.json";

    private final ClusterName cluster;
    private final ObjectStore store;
    private final ObjectLister durable;
    private final ObjectPusher walPusher;
    private final ObjectPusher backupPusher;
    private final ObjectFetcher fetcher;

    /** Everything that the store lists is durable. */
    public Lineages(
            ClusterName cluster,
            ObjectStore store,
            ObjectPusher walPusher,
            ObjectPusher backupPusher,
            ObjectFetcher fetcher) {
        this(cluster, store, store, walPusher, backupPusher, fetcher);
    }

    /**
     * @param durable lists the WAL that counts as stored, which may be less than what the store lists
     * @param walPusher puts WAL, {@code backupPusher} base backups: they may compress at different levels
     */
    public Lineages(
            ClusterName cluster,
            ObjectStore store,
            ObjectLister durable,
            ObjectPusher walPusher,
            ObjectPusher backupPusher,
            ObjectFetcher fetcher) {
        this.cluster = cluster;
        this.store = store;
        this.durable = durable;
        this.walPusher = walPusher;
        this.backupPusher = backupPusher;
        this.fetcher = fetcher;
    }

    public ClusterName cluster() {
        return cluster;
    }

    /**
     * Opens the lineage of these facts, and makes it if this is the first that is seen of it.
     *
     * @throws CorruptFrameException the store knows the lineage with another segment size
     */
    public Lineage openOrCreate(LineageRecord facts) throws IOException {
        LineageId id = new LineageId(cluster, facts.systemId());
        try (ObjectUpload upload = store.upload(record(id), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(facts.toJson()));
            upload.commit();
        } catch (ObjectExistsException e) {
            return requireSame(open(id), facts);
        }
        return open(id, facts);
    }

    private static Lineage requireSame(Lineage known, LineageRecord facts) throws CorruptFrameException {
        if (!known.facts().segmentSize().equals(facts.segmentSize())) {
            throw new CorruptFrameException(
                    "lineage " + known.id() + " has WAL segments of "
                            + known.facts().segmentSize().bytes() + " bytes, the server of "
                            + facts.segmentSize().bytes(),
                    null);
        }
        return known;
    }

    /** All lineages, the one that was made last at the end. */
    public List<Lineage> list() throws IOException {
        List<Lineage> lineages = new ArrayList<>();
        String prefix = cluster + "/";
        String after = "";
        while (true) {
            // Skips from lineage to lineage: '~' sorts after every sign that a key may hold.
            ObjectPage page = store.list(prefix, after, 1);
            if (page.objects().isEmpty()) {
                break;
            }
            String first = page.objects().getFirst().key().value();
            String directory = first.substring(0, first.indexOf('/', prefix.length()) + 1);
            lineageIn(directory).ifPresent(lineages::add);
            after = (directory.isEmpty() ? first : directory) + "~";
        }
        lineages.sort((a, b) -> a.facts().created().compareTo(b.facts().created()));
        return lineages;
    }

    private Optional<Lineage> lineageIn(String directory) throws IOException {
        try {
            String systemId = directory.substring(cluster.value().length() + 1, directory.length() - 1);
            return Optional.of(open(new LineageId(cluster, SystemId.parse(systemId))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ObjectMissingException e) {
            // Not a directory of ours, or one whose daemon died before it wrote the record.
            return Optional.empty();
        }
    }

    /**
     * Opens a lineage that is there.
     *
     * @throws ObjectMissingException the store has none of this system identifier
     */
    public Lineage open(LineageId id) throws IOException {
        try (InputStream json = store.get(record(id), ByteRange.ALL)) {
            return open(id, LineageRecord.fromJson(json.readNBytes(MAX_RECORD_BYTES)));
        }
    }

    private Lineage open(LineageId id, LineageRecord facts) {
        WalNames names = new WalNames(id, facts.segmentSize());
        WalInventory inventory = new WalInventory(durable, names, facts.segmentSize());
        WalArchive wal = new WalArchive(names, inventory, walPusher, fetcher, store);
        BackupArchive backups = new BackupArchive(new BackupNames(id), store, backupPusher, fetcher);
        return new Lineage(id, facts, wal, backups, new DumpArchive(id, store, backupPusher, fetcher));
    }

    private static ObjectKey record(LineageId id) {
        return new ObjectKey(id + "/" + RECORD);
    }
}
