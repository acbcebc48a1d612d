package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.pipeline.StoredLength;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One lineage's logical dumps in the store: the parts of one that is being taken, its commit mark, and what is there.
 * Safe for use by several threads.
 */
public final class DumpArchive {
    private static final int MAX_MARK_BYTES = 64 << 20;

    private final LineageId lineage;
    private final DumpNames names;
    private final ObjectStore store;
    private final ObjectPusher pusher;
    private final ObjectFetcher fetcher;

    DumpArchive(LineageId lineage, ObjectStore store, ObjectPusher pusher, ObjectFetcher fetcher) {
        this.lineage = lineage;
        this.names = new DumpNames(lineage);
        this.store = store;
        this.pusher = pusher;
        this.fetcher = fetcher;
    }

    /** The same, opened with other keys. */
    public DumpArchive openedBy(ObjectFetcher other) {
        return new DumpArchive(lineage, store, pusher, other);
    }

    /** Begins a database's dump. */
    public FramedUpload beginDatabase(BackupId id, int number, DumpFormat format) throws IOException {
        return pusher.begin(names.database(id, number, format, pusher.compressedSuffix()));
    }

    /** Begins what belongs to no database. */
    public FramedUpload beginGlobals(BackupId id) throws IOException {
        return pusher.begin(names.globals(id, pusher.compressedSuffix()));
    }

    /**
     * Makes the dump good: writes its commit mark, after everything else is durable.
     *
     * @throws ObjectMissingException a part is gone: a dump may take longer than what failed is left alone
     */
    public void commit(DumpRecord dump) throws IOException {
        Optional<String> missing = new DumpProof(lineage, dump).missingIn(store);
        if (missing.isPresent()) {
            throw new ObjectMissingException(
                    "dump " + dump.id() + " lacks " + missing.get(), "see who deletes from the store", null);
        }
        byte[] json = DumpJson.write(dump);
        try (ObjectUpload upload = store.upload(names.commitMark(dump.id()), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(json));
            upload.commit();
        } catch (IOException e) {
            requireMark(dump.id(), json, e);
        }
    }

    /** A reply that got lost does not undo a commit mark. */
    private void requireMark(BackupId id, byte[] json, IOException failure) throws IOException {
        try (InputStream mark = store.get(names.commitMark(id), ByteRange.ALL)) {
            if (Arrays.equals(json, mark.readNBytes(json.length + 1))) {
                return;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    /** Deletes everything of a dump that failed; one with a commit mark is refused. */
    public void discard(BackupId id) throws IOException {
        List<ObjectKey> keys = new ArrayList<>();
        ListedPages.list(store, names.prefix(id), "", object -> keys.add(object.key()));
        if (keys.contains(names.commitMark(id))) {
            throw new IllegalStateException("dump " + id + " is good and is not to be discarded");
        }
        store.delete(keys);
    }

    /** All good dumps, oldest first. */
    public List<DumpRecord> list() throws IOException {
        List<DumpRecord> dumps = new ArrayList<>();
        for (BackupId id : committed()) {
            find(id).ifPresent(dumps::add);
        }
        return dumps;
    }

    /** The labels of all good dumps, oldest first; none is opened. */
    public List<BackupId> committed() throws IOException {
        return DumpShelf.read(store, lineage).entries().entrySet().stream()
                .filter(each -> each.getValue().isCommitted())
                .map(each -> each.getKey())
                .toList();
    }

    /** What the mark of a dump says; empty if there is no good dump of this label. */
    public Optional<DumpRecord> find(BackupId id) throws IOException {
        DumpRecord dump;
        try (InputStream json = fetcher.open(names.commitMark(id))) {
            dump = DumpJson.read(json.readNBytes(MAX_MARK_BYTES));
        } catch (ObjectMissingException e) {
            return Optional.empty();
        }
        if (!dump.id().equals(id)) {
            throw new CorruptFrameException(names.commitMark(id) + " is the mark of another dump, " + dump.id(), null);
        }
        return Optional.of(dump);
    }

    /**
     * Opens a database's dump, after proving that it is the one that {@code dump.json} speaks of: by its length, by
     * whether it is sealed, and by the digest of its seal's header.
     *
     * @throws ObjectMissingException it is not in the store
     * @throws io.pgcairn.storage.TruncatedObjectException it is shorter than it was
     * @throws CorruptFrameException it is another object
     */
    public InputStream openDatabase(DumpRecord dump, DumpRecord.Database database) throws IOException {
        DumpRecord.Part part = database.part();
        return open(names.database(dump.id(), database.number(), dump.format(), suffix(part)), part);
    }

    /** Opens what belongs to no database, after the same proof. */
    public InputStream openGlobals(DumpRecord dump) throws IOException {
        return open(names.globals(dump.id(), suffix(dump.globals())), dump.globals());
    }

    private String suffix(DumpRecord.Part part) {
        return fetcher.suffix(!part.headerDigest().isEmpty());
    }

    private InputStream open(ObjectKey key, DumpRecord.Part part) throws IOException {
        return fetcher.openBound(key, part.headerDigest(), StoredLength.of(part.storedBytes()));
    }
}
