package io.pgcairn.storage.remote;

import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;

/** Begins the uploads of one store and keeps what they share. Safe for use by several threads. */
final class Uploads implements AutoCloseable {
    /** Long enough for healthy stores, short enough for an operator who stops the daemon. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** A part on its way while the next one is gathered fills a line; more only costs memory. */
    private static final int MAX_BACKGROUND_PARTS = 3;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MAX_IDLE_CHUNKS = 64;
    private static final int MARK_BYTES = 16;

    private final Remote remote;
    private final ChunkPool pool = new ChunkPool(MAX_IDLE_CHUNKS);
    private final OpenUploads open = new OpenUploads();
    private final UploadShare share;
    private final SecureRandom marks = new SecureRandom();
    private final Periodic sweep;
    private final Periodic tidying;

    Uploads(Remote remote, Clock clock) {
        Pause pause = remote.requests()::pause;
        this.remote = remote;
        this.share = new UploadShare(
                pool, new PartSizes(remote.objects().partRules()), new Semaphore(MAX_BACKGROUND_PARTS), open);
        this.sweep = new Periodic("pgcairn-sweep", Sweep.PERIOD, pause, new Sweep(remote.objects(), clock));
        this.tidying = new Periodic("pgcairn-idle", IDLE, pause, pool::freeUnused);
    }

    RemoteUpload begin(ObjectKey key, PutCondition condition) throws StoreException {
        remote.requests().requireCallable(remote.call("beginning object " + key));
        sweep.begin();
        tidying.begin();
        byte[] mark = new byte[MARK_BYTES];
        marks.nextBytes(mark);
        RemoteTarget target = new RemoteTarget(key, condition, HexFormat.of().formatHex(mark));
        return new RemoteUpload(remote, target, share);
    }

    /** The memory of all uploads and what is kept for the next ones. */
    long heldBytes() {
        return pool.heldBytes();
    }

    /** Abandons those under way as far as the store knows of them; called once no request can begin any more. */
    @Override
    public void close() {
        sweep.close();
        tidying.close();
        open.abandonAll(CLOSE_PATIENCE);
        pool.close();
    }
}
