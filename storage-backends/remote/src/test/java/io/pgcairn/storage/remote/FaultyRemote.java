package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A store over scripted requests, and what a test wants to see of both. */
final class FaultyRemote implements AutoCloseable {
    static final ObjectKey KEY = new ObjectKey("a/b");
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Longer than any request takes here, on however slow a machine. */
    static final Duration LONG = Duration.ofMinutes(5);

    private static final long POLL_NANOS = 2_000_000;
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new Random(1));

    final Bucket bucket = new Bucket();
    final MemoryRemote memory;
    final ScriptedRemote script;
    final Queue<String> retried = new ConcurrentLinkedQueue<>();
    final RemoteObjectStore store;

    private FaultyRemote(PartRules rules, boolean conditional, int concurrency, Duration timeout, Duration attempt) {
        memory = new MemoryRemote(bucket, rules, conditional);
        script = new ScriptedRemote(memory);
        StoreContext context = new StoreContext(
                Clock.fixed(NOW, ZoneOffset.UTC),
                ObjectKinds.UNKNOWN,
                (op, cause) -> retried.add(op + " " + cause.getClass().getSimpleName()));
        store = new RemoteObjectStore(
                script, new StoreSettings(timeout, concurrency, Map.of()), context, QUICK, attempt);
    }

    /** Where only what the script says goes wrong. */
    static FaultyRemote patient() {
        return new FaultyRemote(MemoryRemote.SMALL_PARTS, true, 8, LONG, LONG);
    }

    static FaultyRemote of(PartRules rules, int concurrency) {
        return new FaultyRemote(rules, true, concurrency, LONG, LONG);
    }

    static FaultyRemote unconditional() {
        return new FaultyRemote(MemoryRemote.SMALL_PARTS, false, 8, LONG, LONG);
    }

    /** Where a request that hangs is given up soon, and there is time for many others. */
    static FaultyRemote impatientWithRequests() {
        return new FaultyRemote(MemoryRemote.SMALL_PARTS, true, 8, LONG, Duration.ofSeconds(2));
    }

    /** Where calls end soon that do not end by themselves; good for those only. */
    static FaultyRemote hasty(int concurrency) {
        return new FaultyRemote(
                MemoryRemote.SMALL_PARTS, true, concurrency, Duration.ofMillis(300), Duration.ofMillis(100));
    }

    void put(byte[] bytes, PutCondition condition) throws StoreException {
        try (ObjectUpload upload = store.upload(KEY, condition)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    byte[] get() throws IOException {
        try (InputStream in = store.get(KEY, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    /** What the store holds, whatever was said about it. */
    byte[] stored() throws StoreException {
        return bucket.require(KEY).bytes();
    }

    List<String> retried() {
        return List.copyOf(retried);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Waits for what happens soon, or late on a loaded machine. */
    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not happen");
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
