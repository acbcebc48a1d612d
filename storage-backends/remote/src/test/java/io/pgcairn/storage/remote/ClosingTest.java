package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Stores that are closed in the middle of things, and what they do beside their callers. */
class ClosingTest {
    @Test
    void ends_all_who_wait_for_the_store_or_for_one_another() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        FaultyRemote faulty = FaultyRemote.of(MemoryRemote.SMALL_PARTS, 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            faulty.script.next("head", Step.late(latch));
            List<Future<?>> waiting = new ArrayList<>();
            waiting.add(threads.submit(() -> faulty.store.head(FaultyRemote.KEY)));
            FaultyRemote.eventually(() -> faulty.script.underWay() == 1);
            waiting.add(threads.submit(() -> faulty.store.list("", "", 1)));
            waiting.add(threads.submit((Callable<Boolean>) () -> {
                faulty.put(new byte[9 << 20], PutCondition.REPLACE);
                return true;
            }));
            faulty.close();
            for (Future<?> each : waiting) {
                ExecutionException failure = assertThrows(ExecutionException.class, each::get);
                assertInstanceOf(StoreUnavailableException.class, failure.getCause());
            }
            assertEquals(1, faulty.script.asked("close"));
            faulty.close();
            assertEquals(1, faulty.script.asked("close"));
        } finally {
            latch.countDown();
        }
    }

    @Test
    void abandons_uploads_in_parts_and_ends_reads() throws Exception {
        FaultyRemote faulty = FaultyRemote.patient();
        faulty.put(new byte[700_000], PutCondition.REPLACE);
        InputStream in = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL);
        assertEquals(0, in.read());
        ObjectUpload upload = faulty.store.upload(new ObjectKey("left"), PutCondition.REPLACE);
        upload.write(ByteBuffer.allocate(5 << 20));
        faulty.close();
        assertEquals(0, faulty.bucket.openUploads());
        assertThrows(StoreUnavailableException.class, in::readAllBytes);
        assertThrows(StoreUnavailableException.class, () -> upload.write(ByteBuffer.allocate(1)));
        upload.close();
        in.close();
        assertThrows(StoreUnavailableException.class, faulty::get);
        assertThrows(StoreUnavailableException.class, () -> faulty.store.delete(List.of()));
        FaultyRemote.eventually(() -> faulty.store.heldBytes() == 0);
    }

    @Test
    void sweeps_from_the_first_upload_on_and_not_before() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.store.list("", "", 1);
            assertEquals(0, faulty.script.asked("sweep"));
            faulty.put(new byte[1], PutCondition.REPLACE);
            faulty.put(new byte[1], PutCondition.REPLACE);
            FaultyRemote.eventually(() -> faulty.memory.swept().equals(FaultyRemote.NOW.minus(Duration.ofDays(1))));
            assertEquals(1, faulty.script.asked("sweep"));
        }
    }

    @Test
    void sweeps_again_later_even_after_failures() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next(
                    "sweep",
                    Step.failBefore(new StoreForbiddenException("no", "", null)),
                    Step.failBefore(new StoreForbiddenException("no", "", null)),
                    Step.crash(new IllegalStateException("strange")));
            CountDownLatch fifth = new CountDownLatch(5);
            Periodic sweeping = new Periodic(
                    "sweep",
                    Sweep.PERIOD,
                    period -> {
                        assertEquals(Duration.ofHours(6), period);
                        fifth.countDown();
                    },
                    new Sweep(faulty.script, Clock.systemUTC()));
            sweeping.begin();
            sweeping.begin();
            fifth.await();
            sweeping.close();
            assertTrue(faulty.memory.swept().isAfter(FaultyRemote.NOW.minus(Duration.ofDays(10_000))));
            assertEquals(1, faulty.script.mostSweepsUnderWay());
        }
    }

    @Test
    void deletes_in_batches_each_with_tries_of_its_own() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            List<ObjectKey> keys = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                keys.add(new ObjectKey("many/" + i));
                keys.add(new ObjectKey("many/" + i));
            }
            faulty.script.next("delete", Step.PASS, Step.failBefore(Step.unavailable("503")));
            faulty.store.delete(keys);
            assertEquals(4, faulty.script.asked("delete"));
            assertEquals(List.of("delete StoreUnavailableException"), faulty.retried());
        }
    }

    @Test
    void asks_for_listings_in_bounds_that_every_store_takes() throws Exception {
        assertEquals("a", KeyBounds.printable("a\u0000b"));
        assertEquals("a~", KeyBounds.printable("a\u00e4b"));
        assertEquals("a b*", KeyBounds.printable("a b*"));
        assertTrue(KeyBounds.mayStartKey("a/") && KeyBounds.mayStartKey("a/.") && KeyBounds.mayStartKey("a/.."));
        assertTrue(KeyBounds.mayStartKey("a".repeat(255)) && !KeyBounds.mayStartKey("a".repeat(256)));
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            assertTrue(faulty.store.list("*", "", 1).isLast());
            assertEquals(0, faulty.script.asked("list"));
        }
    }
}
