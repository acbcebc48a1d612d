package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.segment;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An archive whose first listing of WAL runs while segment 2 becomes complete: it has passed the complete segment's
 * name before that is stored, and reaches the tails' names after they are gone.
 */
final class HidingArchive implements ObjectStore {
    private final ArchiveFixture fixture;
    private final AtomicBoolean isDone;

    HidingArchive(ArchiveFixture fixture, AtomicBoolean isDone) {
        this.fixture = fixture;
        this.isDone = isDone;
    }

    WalArchive open() throws IOException {
        ObjectPusher pusher = new ObjectPusher(this, Optional.empty(), 1);
        return new Lineages(new ClusterName("main"), this, pusher, pusher, new ObjectFetcher(this, Optional.empty()))
                .list()
                .getFirst()
                .wal();
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        if (!prefix.endsWith("/wal/") || !isDone.compareAndSet(false, true)) {
            return fixture.memory.list(prefix, after, limit);
        }
        try {
            fixture.pushSegments(1, 2, 2);
            fixture.writer.deleteTails(segment(1, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ObjectPage(List.of(), true);
    }

    @Override
    public String location() {
        return fixture.memory.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return fixture.memory.capabilities();
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return fixture.memory.upload(key, condition);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        return fixture.memory.get(key, range);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return fixture.memory.head(key);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        fixture.memory.delete(keys);
    }

    @Override
    public void close() {
        fixture.memory.close();
    }
}
