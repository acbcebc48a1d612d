package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.pipeline.FrameSpan;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.daemon.pipeline.StoredLength;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One lineage's base backups in the store: the parts of one that is being taken, its commit mark, and what is there.
 * Safe for use by several threads.
 */
public final class BackupArchive {
    private static final int MAX_MARK_BYTES = 64 << 20;
    private static final byte[] BURIAL = "{}\n".getBytes(StandardCharsets.US_ASCII);

    private final BackupNames names;
    private final ObjectStore store;
    private final ObjectPusher pusher;
    private final ObjectFetcher fetcher;

    BackupArchive(BackupNames names, ObjectStore store, ObjectPusher pusher, ObjectFetcher fetcher) {
        this.names = names;
        this.store = store;
        this.pusher = pusher;
        this.fetcher = fetcher;
    }

    /** Begins a pack. */
    public FramedUpload beginPack(BackupId id, int number) throws IOException {
        return pusher.begin(names.pack(id, number, pusher.compressedSuffix()));
    }

    /** Begins our list of the files; its text is written with {@link ManifestWriter}. */
    public FramedUpload beginManifest(BackupId id) throws IOException {
        return pusher.begin(names.manifest(id, pusher.compressedSuffix()));
    }

    /** Begins PostgreSQL's own {@code backup_manifest}. */
    public FramedUpload beginPostgresManifest(BackupId id) throws IOException {
        return pusher.begin(names.postgresManifest(id, pusher.compressedSuffix()));
    }

    /**
     * Makes sure by names and lengths that the parts of a backup are all there.
     *
     * @throws ObjectMissingException one is not
     */
    public void requireParts(BackupRecord backup) throws IOException {
        Optional<String> missing = BackupProof.missingPart(store, names, backup);
        if (missing.isPresent()) {
            throw new ObjectMissingException(
                    "backup " + backup.id() + " lost " + missing.get() + " while it was taken",
                    "see who deletes objects of the store, such as a pruning whose clock is ahead, and take another",
                    null);
        }
    }

    /** Makes the backup good: writes its commit mark, after everything else is durable. */
    public void commit(BackupRecord backup) throws IOException {
        try (ObjectUpload upload = store.upload(names.commitMark(backup.id()), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(BackupJson.write(backup)));
            upload.commit();
        }
    }

    /** Deletes everything of a backup that failed; one with a commit mark is refused. */
    public void discard(BackupId id) throws IOException {
        List<ObjectKey> keys = keys(names.prefix(id));
        if (keys.contains(names.commitMark(id))) {
            throw new IllegalStateException("backup " + id + " is good and is not to be discarded");
        }
        store.delete(keys);
    }

    /** Everything that is stored of a backup, good or not; empty if nothing is. */
    public List<ObjectInfo> objects(BackupId id) throws IOException {
        return objects(names.prefix(id));
    }

    /** Whether the backup is good: whether its commit mark is there. */
    public boolean isCommitted(BackupId id) throws IOException {
        ObjectKey mark = names.commitMark(id);
        return objects(mark.value()).stream().anyMatch(object -> object.key().equals(mark));
    }

    /**
     * Deletes a backup: first its commit mark, so that from then on it is none, whatever comes between; then the lists
     * of its files, then the rest. May be called again for what an interruption left.
     *
     * @return what was deleted
     */
    public List<ObjectInfo> delete(BackupId id) throws IOException {
        return delete(objects(id));
    }

    /**
     * Deletes a backup that another tier holds: says first that it is not to come back, and leaves that standing. May
     * be called again for what an interruption left.
     *
     * @return what was deleted
     */
    public List<ObjectInfo> bury(BackupId id) throws IOException {
        ObjectKey burial = names.buried(id);
        SmallObjects.put(store, burial, BURIAL);
        return delete(objects(id).stream()
                .filter(object -> !object.key().equals(burial))
                .toList());
    }

    private List<ObjectInfo> delete(List<ObjectInfo> all) throws IOException {
        for (ObjectKind kind : List.of(ObjectKind.MARK, ObjectKind.MANIFEST)) {
            store.delete(all.stream()
                    .map(ObjectInfo::key)
                    .filter(key -> ObjectKind.of(key).filter(kind::equals).isPresent())
                    .toList());
        }
        store.delete(all.stream().map(ObjectInfo::key).toList());
        return all;
    }

    /** All good backups, oldest first. One that is deleted meanwhile is left out. */
    public List<BackupRecord> list() throws IOException {
        List<ObjectKey> marks = new ArrayList<>();
        ListedPages.list(store, names.prefix(), "", object -> {
            if (names.committed(object.key()).isPresent()) {
                marks.add(object.key());
            }
            return true;
        });
        return read(marks);
    }

    /** Those of these backups that are good, in this order; for who has listed them already. */
    public List<BackupRecord> read(Collection<BackupId> backups) throws IOException {
        return read(backups.stream().map(names::commitMark).toList());
    }

    private List<BackupRecord> read(List<ObjectKey> marks) throws IOException {
        return ReadAhead.inOrder(marks, this::readUnlessDeleted).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A mark that a listing shows and the store does not give is missing only if the next listing shows it still. */
    private Optional<BackupRecord> readUnlessDeleted(ObjectKey mark) throws IOException {
        try {
            return Optional.of(read(mark));
        } catch (ObjectMissingException e) {
            if (keys(mark.value()).contains(mark)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private BackupRecord read(ObjectKey mark) throws IOException {
        BackupRecord backup;
        try (InputStream json = fetcher.open(mark)) {
            backup = BackupJson.read(json.readNBytes(MAX_MARK_BYTES));
        } catch (CorruptFrameException e) {
            throw new CorruptFrameException(mark + " is damaged: " + e.getMessage(), e);
        }
        if (!names.commitMark(backup.id()).equals(mark)) {
            throw new CorruptFrameException(mark + " is the mark of another backup, " + backup.id(), null);
        }
        return backup;
    }

    private List<ObjectKey> keys(String prefix) throws IOException {
        return objects(prefix).stream().map(ObjectInfo::key).toList();
    }

    private List<ObjectInfo> objects(String prefix) throws IOException {
        List<ObjectInfo> objects = new ArrayList<>();
        ListedPages.list(store, prefix, "", objects::add);
        return objects;
    }

    /** Opens a pack as the plain tar that it is. */
    public InputStream openPack(BackupId id, int number) throws IOException {
        return fetcher.open(existing(id, names.pack(id, number, "")));
    }

    /**
     * Opens a pack as the plain tar that it is, after proving that it is the one that {@code backup.json} speaks of: by
     * its length, by whether it is sealed, and by the digest of its seal's header.
     *
     * @throws ObjectMissingException it is not in the store
     * @throws TruncatedObjectException it is shorter than it was
     * @throws CorruptFrameException it is another object
     */
    public InputStream openPack(BackupId id, BackupRecord.Pack pack) throws IOException {
        String suffix = fetcher.suffix(!pack.headerDigest().isEmpty());
        return fetcher.openBound(
                names.pack(id, pack.number(), suffix), pack.headerDigest(), StoredLength.of(pack.storedBytes()));
    }

    /** Opens one file's frame of a pack: the file as a tar of its own. */
    public InputStream openPackFrame(BackupId id, int number, FrameSpan frame) throws IOException {
        return fetcher.openFrame(existing(id, names.pack(id, number, "")), frame);
    }

    /** Opens our list of the files, to be read with {@link ManifestReader}. */
    public InputStream openManifest(BackupId id) throws IOException {
        return fetcher.open(existing(id, names.manifest(id, "")));
    }

    /** Opens PostgreSQL's own {@code backup_manifest}. */
    public InputStream openPostgresManifest(BackupId id) throws IOException {
        return fetcher.open(existing(id, names.postgresManifest(id, "")));
    }

    /** What the store knows of a pack, without reading it. */
    public ObjectInfo packInfo(BackupId id, int number) throws IOException {
        return store.head(existing(id, names.pack(id, number, "")));
    }

    /** The object of this stem, sealed or not: a lineage may hold both, from before and after a change of mind. */
    private ObjectKey existing(BackupId id, ObjectKey stem) throws IOException {
        ObjectPage page = store.list(stem.value() + ".", "", 1);
        if (page.objects().isEmpty()) {
            throw new ObjectMissingException(
                    "backup " + id + " lacks its object " + stem,
                    "restore the object from another copy of the store, or choose another backup",
                    null);
        }
        return page.objects().getFirst().key();
    }
}
