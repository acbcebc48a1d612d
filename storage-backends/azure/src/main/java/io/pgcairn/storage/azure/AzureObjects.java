package io.pgcairn.storage.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.remote.PartRules;
import io.pgcairn.storage.remote.RemoteBody;
import io.pgcairn.storage.remote.RemoteInfo;
import io.pgcairn.storage.remote.RemoteObjects;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Azure's requests, one a call. */
final class AzureObjects implements RemoteObjects {
    private static final int MAX_BLOCKS = 50_000;
    private static final long MAX_BLOCK_BYTES = 4000L << 20;

    /** Azure would take 190 TiB, of blocks too long for memory; this is the most that other stores take. */
    private static final long MAX_OBJECT_BYTES = 5L << 40;

    private static final int PARALLEL_BLOCKS = 4;
    private static final int DELETES = 100;
    private static final int PARALLEL_DELETES = 8;

    private final Container container;
    private final UploadOptions options;
    private final PartRules rules;
    private final BlobReader reader;
    private final BlobLister lister;
    private final Transport transport;

    AzureObjects(Container container, UploadOptions options, AzureSettings settings, Transport transport) {
        this.container = container;
        this.options = options;
        this.rules =
                new PartRules(settings.partBytes(), MAX_BLOCKS, MAX_BLOCK_BYTES, MAX_OBJECT_BYTES, 1, PARALLEL_BLOCKS);
        this.reader = new BlobReader(container, settings.customerKey());
        this.lister = new BlobLister(container);
        this.transport = transport;
    }

    @Override
    public String location() {
        return container.location().toString();
    }

    /**
     * A batch here is a request for each blob, several at once: Azure charges its own batches by the blob as well, and
     * a signature for a part of the container may not send one.
     */
    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(true, DELETES);
    }

    @Override
    public PartRules partRules() {
        return rules;
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        Attempt attempt = container.attempt("put", target.key()).first(target.condition() == PutCondition.IF_ABSENT);
        BlockBlobAsyncClient blob = container.blob(target.key()).getBlockBlobAsyncClient();
        container.ask(attempt, options.sending(body, blob.uploadWithResponse(options.whole(target, body))));
    }

    @Override
    public RemoteParts begin(RemoteTarget target) {
        return new AzureParts(container, options, target);
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        return reader.get(key, range, version);
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws StoreException {
        BlobProperties found = container
                .ask(container.attempt("look at", key), container.blob(key).getPropertiesWithResponse(null))
                .getValue();
        ObjectInfo info =
                new ObjectInfo(key, found.getBlobSize(), found.getLastModified().toInstant());
        return new RemoteInfo(info, mark(found.getMetadata()));
    }

    /** HTTP leaves the case of a header's name open, and the mark's name is one. */
    private static Optional<String> mark(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(RemoteTarget.MARK_NAME))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) throws StoreException {
        return lister.list(prefix, after, limit);
    }

    @Override
    public void delete(List<ObjectKey> batch) throws StoreException {
        Flux<Boolean> deleted =
                Flux.fromIterable(batch).flatMapDelayError(this::delete, PARALLEL_DELETES, PARALLEL_DELETES);
        container.ask(container.attempt("delete blobs of"), deleted.then(Mono.just(true)));
    }

    private Mono<Boolean> delete(ObjectKey key) {
        return container
                .blob(key)
                .deleteWithResponse(null, null)
                .thenReturn(true)
                .onErrorResume(
                        HttpResponseException.class,
                        // Gone already is as good as deleted.
                        e -> AzureErrors.saysMissing(e) ? Mono.just(false) : Mono.error(e));
    }

    /** Nothing to do: Azure forgets the blocks of unfinished uploads after a week. */
    @Override
    public void sweep(Instant before) {}

    @Override
    public void close() {
        transport.close();
    }
}
