package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.ObjectStoreContract;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitedObjectStoreTest implements ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("a/b");

    private final MemoryObjectStore memory = new MemoryObjectStore(Clock.systemUTC());
    private final FakeRateTime time = new FakeRateTime();

    /** A low rate: every transfer of the contract's tests goes in many pieces. */
    @Override
    public ObjectStore open(Duration timeout) {
        return limited(memory.reopen(timeout), 200_000);
    }

    private ObjectStore limited(ObjectStore store, long bytesPerSecond) {
        return new LimitedObjectStore(store, new ByteRate(bytesPerSecond, time), new ByteRate(bytesPerSecond, time));
    }

    @Test
    void uploads_and_downloads_keep_to_the_rate() throws Exception {
        ObjectStore store = limited(memory, 100_000);
        byte[] bytes = new byte[1_000_000];
        new Random(7).nextBytes(bytes);

        put(store, bytes);
        long uploaded = time.millis();
        try (InputStream in = store.get(KEY, ByteRange.ALL)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }

        assertEquals(9_900, uploaded);
        assertEquals(9_900, time.millis() - uploaded, 100);
    }

    @Test
    void two_uploads_share_the_rate() throws Exception {
        ObjectStore store = limited(memory, 100_000);
        try (ObjectUpload one = store.upload(KEY, PutCondition.IF_ABSENT);
                ObjectUpload other = store.upload(new ObjectKey("c"), PutCondition.IF_ABSENT)) {
            for (int i = 0; i < 10; i++) {
                one.write(ByteBuffer.wrap(new byte[50_000]));
                other.write(ByteBuffer.wrap(new byte[50_000]));
            }
        }
        assertEquals(9_900, time.millis());
    }

    @Test
    void waiting_for_the_rate_does_not_count_against_the_stores_deadline() throws Exception {
        // A second for each byte, and a store whose calls must end within that: only the wait is long.
        ObjectStore store = limited(memory.reopen(Duration.ofSeconds(1)), 1);

        put(store, new byte[100]);

        assertEquals(100, memory.head(KEY).size());
        assertEquals(99_900, time.millis());
    }

    @Test
    void an_upload_that_was_interrupted_while_waiting_leaves_nothing() throws Exception {
        ObjectStore store = limited(memory, 10);
        try (ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT)) {
            Thread.currentThread().interrupt();
            assertThrows(StoreUnavailableException.class, () -> upload.write(ByteBuffer.wrap(new byte[1000])));
            Thread.interrupted();
            assertThrows(IllegalStateException.class, upload::commit);
        }
        assertEquals(List.of(), memory.list("", "", 10).objects());
    }

    private static void put(ObjectStore store, byte[] bytes) throws Exception {
        try (ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            upload.write(buffer);
            assertEquals(0, buffer.remaining());
            upload.commit();
        }
    }
}
