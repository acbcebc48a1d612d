package io.pgcairn.storage.local;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The verbs on one directory. */
final class LocalObjectStore implements ObjectStore {
    private static final int MAX_DELETE_BATCH = 1000;

    private final LocalRoot root;
    private final DiskCalls calls;
    private final TempArea tempArea;
    private final Publisher publisher;
    private final LocalFiles files;

    LocalObjectStore(Path path, Duration timeout, int concurrency, Clock clock, Publication publication) {
        root = new LocalRoot(path);
        calls = new DiskCalls(root.location(), timeout, concurrency);
        tempArea = new TempArea(root, clock);
        publisher = new Publisher(root, publication);
        files = new LocalFiles(root);
    }

    @Override
    public String location() {
        return root.location();
    }

    /** Conditional puts are exclusive unless the file system turned out to have no hard links. */
    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(publisher.isExclusive(), MAX_DELETE_BATCH);
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        root.fileOf(key);
        return calls.run("beginning object " + key, call -> begin(key, condition), late -> discard(late));
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return calls.run("opening object " + key, call -> open(key, range), late -> discard(late));
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return calls.run("looking at object " + key, call -> files.info(key));
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds at least one object: " + limit);
        }
        return calls.run("listing '" + prefix + "'", call -> new LocalListing(root, call, prefix, after, limit).read());
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        List<ObjectKey> all = List.copyOf(keys);
        calls.run("deleting " + all.size() + " objects", call -> files.delete(call, all));
    }

    @Override
    public void close() {
        calls.close();
    }

    private LocalUpload begin(ObjectKey key, PutCondition condition) throws IOException {
        Path temp = tempArea.newName();
        FileChannel channel =
                FileChannel.open(temp, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FileModes.FILE);
        try {
            StoreOwner.give(temp, root.path());
            return new LocalUpload(calls, publisher, key, condition, temp, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private LocalStream open(ObjectKey key, ByteRange range) throws IOException {
        FileChannel channel = files.open(key);
        try {
            long size = channel.size();
            long start = Math.min(range.offset(), size);
            return new LocalStream(calls, key, channel, start, start + Math.min(range.length(), size - start));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void discard(LocalUpload late) {
        try {
            late.discard();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void discard(LocalStream late) {
        try {
            late.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
