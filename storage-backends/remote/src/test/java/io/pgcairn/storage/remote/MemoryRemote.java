package io.pgcairn.storage.remote;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.StoreCapabilities;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A well-behaved remote store over a bucket in memory, strict about how it is asked. */
final class MemoryRemote implements RemoteObjects {
    static final PartRules SMALL_PARTS = new PartRules(1 << 20, 1000, 1 << 30, 1L << 30, 256 << 10, 3);

    private final Bucket bucket;
    private final PartRules rules;
    private final boolean conditional;
    private volatile Instant swept = Instant.EPOCH;

    MemoryRemote(Bucket bucket, PartRules rules, boolean conditional) {
        this.bucket = bucket;
        this.rules = rules;
        this.conditional = conditional;
    }

    @Override
    public String location() {
        return "fake://bucket/prefix";
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(conditional, 100);
    }

    @Override
    public PartRules partRules() {
        return rules;
    }

    @Override
    public void put(RemoteTarget target, PartBody body) throws StoreException {
        bucket.put(target, bytes(body), conditional);
    }

    @Override
    public RemoteParts begin(RemoteTarget target) {
        return new MemoryParts(bucket, rules, conditional, target, bucket.beginUpload());
    }

    @Override
    public RemoteBody get(ObjectKey key, ByteRange range, Optional<String> version) throws StoreException {
        Bucket.Stored stored = bucket.require(key);
        if (version.isPresent() && !version.get().equals(stored.version())) {
            throw new StoreUnavailableException(key + " is another object by now", "", null);
        }
        int from = (int) Math.min(range.offset(), stored.bytes().length);
        int length = (int) Math.min(range.length(), stored.bytes().length - from);
        InputStream stream = new ByteArrayInputStream(stored.bytes(), from, length);
        return new RemoteBody(stream, length, stored.version());
    }

    @Override
    public RemoteInfo head(ObjectKey key) throws ObjectMissingException {
        Bucket.Stored stored = bucket.require(key);
        return new RemoteInfo(stored.info(key.value()), Optional.of(stored.mark()));
    }

    @Override
    public ObjectPage list(String prefix, String after, int limit) {
        return bucket.list(prefix, after, Math.min(limit, 7));
    }

    @Override
    public void delete(List<ObjectKey> batch) {
        if (batch.isEmpty() || batch.size() > 100 || batch.stream().distinct().count() < batch.size()) {
            throw new IllegalArgumentException("no batch: " + batch);
        }
        bucket.delete(batch);
    }

    @Override
    public void sweep(Instant before) {
        swept = before;
    }

    /** Before which time uploads were abandoned last. */
    Instant swept() {
        return swept;
    }

    @Override
    public void close() {}

    /** The body's bytes; both ways to read it must yield the same. */
    static byte[] bytes(PartBody body) {
        try (InputStream stream = body.open()) {
            byte[] bytes = stream.readAllBytes();
            byte[] sliced = new byte[body.length()];
            int[] at = {0};
            body.slices().forEach(slice -> {
                int count = slice.remaining();
                slice.get(sliced, at[0], count);
                at[0] += count;
            });
            if (!Arrays.equals(bytes, sliced)) {
                throw new IllegalStateException("a body whose stream and slices differ");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
