package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.segment;

import io.pgcairn.daemon.catalog.ClusterName;
import io.pgcairn.daemon.catalog.Lineages;
import io.pgcairn.daemon.catalog.WalArchive;
import io.pgcairn.daemon.pipeline.ObjectFetcher;
import io.pgcairn.daemon.pipeline.ObjectPusher;
import io.pgcairn.storage.ForwardingObjectStore;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An archive whose first listing of WAL runs while segment 2 becomes complete: it has passed the complete segment's
 * name before that is stored, and reaches the tails' names after they are gone.
 */
final class HidingArchive extends ForwardingObjectStore {
    private final ArchiveFixture fixture;
    private final AtomicBoolean isDone;

    HidingArchive(ArchiveFixture fixture, AtomicBoolean isDone) {
        super(fixture.memory);
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
            return super.list(prefix, after, limit);
        }
        try {
            fixture.pushSegments(1, 2, 2);
            fixture.writer.deleteTails(segment(1, 2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ObjectPage(List.of(), true);
    }
}
