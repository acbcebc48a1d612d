package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote store with the whole contract. Safe for use by several threads. */
public final class RemoteObjectStore implements ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteObjectStore.class);

    private final RemoteObjects objects;
    private final Remote remote;
    private final Uploads uploads;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** @param objects is closed with this store */
    public RemoteObjectStore(RemoteObjects objects, StoreSettings settings, StoreContext context) {
        this(
                objects,
                settings,
                context,
                Backoff.usual(),
                RemoteTimeouts.within(settings.timeout()).attempt());
    }

    RemoteObjectStore(
            RemoteObjects objects, StoreSettings settings, StoreContext context, Backoff backoff, Duration attempt) {
        Requests requests = new Requests(settings.concurrency(), attempt);
        Retries retries = new Retries(backoff, requests::pause, context.retries());
        this.objects = objects;
        this.remote = new Remote(objects, requests, retries, settings.timeout());
        this.uploads = new Uploads(remote, context.clock());
    }

    @Override
    public String location() {
        return objects.location();
    }

    @Override
    public StoreCapabilities capabilities() {
        return objects.capabilities();
    }

    @Override
    public ObjectUpload upload(ObjectKey key, PutCondition condition) throws StoreException {
        return uploads.begin(key, condition);
    }

    @Override
    public InputStream get(ObjectKey key, ByteRange range) throws StoreException {
        Call call = remote.call("opening object " + key);
        RemoteBody body = remote.ask("get", call, new OpenBody(objects, key, range, Optional.empty()));
        if (body.length() > range.length()) {
            RemoteStream.abandon(body);
            throw call.unavailable(": the store sends more than the range that was asked for", null);
        }
        return new RemoteStream(remote, key, range.offset(), body);
    }

    @Override
    public ObjectInfo head(ObjectKey key) throws StoreException {
        return remote.ask("head", remote.call("looking at object " + key), () -> objects.head(key))
                .info();
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds at least one object: " + limit);
        }
        Call call = remote.call("listing '" + prefix + "'");
        if (!KeyBounds.mayStartKey(prefix)) {
            remote.requests().requireCallable(call);
            return new ObjectPage(List.of(), true);
        }
        String from = KeyBounds.printable(after);
        return PageOrder.required(call, after, remote.ask("list", call, () -> objects.list(prefix, from, limit)));
    }

    @Override
    public void delete(Collection<ObjectKey> keys) throws StoreException {
        List<ObjectKey> all = keys.stream().distinct().toList();
        Call call = remote.call("deleting " + all.size() + " objects");
        remote.requests().requireCallable(call);
        int most = objects.capabilities().maxDeleteBatch();
        for (int from = 0; from < all.size(); from += most) {
            List<ObjectKey> batch = all.subList(from, Math.min(all.size(), from + most));
            boolean unused = remote.ask("delete", call, () -> delete(batch));
        }
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            remote.requests().close();
            uploads.close();
            Thread closing = Thread.ofVirtual().name("pgcairn-close").start(this::closeObjects);
            Patience.join(List.of(closing), Uploads.CLOSE_PATIENCE);
        }
    }

    private void closeObjects() {
        try {
            objects.close();
        } catch (RuntimeException e) {
            LOG.debug("the client of {} closed with an error", objects.location(), e);
        }
    }

    private boolean delete(List<ObjectKey> batch) throws StoreException {
        objects.delete(batch);
        return true;
    }

    /** How much memory uploads hold, in bytes. */
    long heldBytes() {
        return uploads.heldBytes();
    }
}
