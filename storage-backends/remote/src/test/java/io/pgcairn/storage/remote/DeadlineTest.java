package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that hang, and how many there may be. */
class DeadlineTest {
    private static final Step[] ALWAYS = Collections.nCopies(50, Step.hang()).toArray(new Step[0]);

    @Test
    void ends_every_verb_whose_requests_hang() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.hasty(2)) {
            for (String verb : List.of("put", "begin", "get", "head", "list", "delete")) {
                faulty.script.next(verb, ALWAYS);
            }
            assertThrows(StoreTimeoutException.class, () -> faulty.put(new byte[1], PutCondition.REPLACE));
            assertThrows(StoreTimeoutException.class, () -> faulty.put(new byte[3 << 20], PutCondition.REPLACE));
            assertThrows(StoreTimeoutException.class, faulty::get);
            assertThrows(StoreTimeoutException.class, () -> faulty.store.head(FaultyRemote.KEY));
            assertThrows(StoreTimeoutException.class, () -> faulty.store.list("", "", 1));
            assertThrows(StoreTimeoutException.class, () -> faulty.store.delete(List.of(FaultyRemote.KEY)));
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"part", "complete"})
    void ends_an_upload_whose_parts_hang(String verb) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.hasty(8)) {
            faulty.script.next(verb, ALWAYS);
            assertThrows(StoreTimeoutException.class, () -> faulty.put(new byte[9 << 20], PutCondition.REPLACE));
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
            assertThrows(ObjectMissingException.class, faulty::stored);
        }
    }

    @Test
    void makes_a_request_that_hangs_again() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.impatientWithRequests()) {
            faulty.script.next("put", Step.hang());
            faulty.put(FaultyRemote.random(9), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(9), faulty.stored());
            assertEquals("put StoreTimeoutException", faulty.retried().getFirst());
        }
    }

    @Test
    void keeps_the_permit_of_a_request_that_heeds_no_interrupt_until_it_ends() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (FaultyRemote faulty = FaultyRemote.hasty(1)) {
            faulty.script.next("list", Step.late(latch));
            FaultyRemote.eventually(() -> !answers(faulty) && faulty.script.underWay() == 1);
            assertThrows(StoreTimeoutException.class, () -> faulty.store.list("", "", 1));
            assertEquals(1, faulty.script.asked("list"));
            latch.countDown();
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
            FaultyRemote.eventually(() -> answers(faulty));
        } finally {
            latch.countDown();
        }
    }

    private static boolean answers(FaultyRemote faulty) {
        try {
            return faulty.store.list("", "", 1).isLast();
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void sends_no_more_requests_at_once_than_it_may() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.of(MemoryRemote.SMALL_PARTS, 3);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch latch = new CountDownLatch(1);
            faulty.script.next("list", Collections.nCopies(3, Step.late(latch)).toArray(new Step[0]));
            List<Future<Boolean>> calls = Collections.nCopies(20, faulty).stream()
                    .map(store ->
                            threads.submit(() -> store.store.list("", "", 1).isLast()))
                    .toList();
            FaultyRemote.eventually(() -> faulty.script.underWay() == 3);
            latch.countDown();
            for (Future<Boolean> call : calls) {
                assertTrue(call.get());
            }
            assertEquals(3, faulty.script.mostUnderWay());
        }
    }

    @Test
    void lets_large_uploads_of_many_writers_through_one_permit() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.of(MemoryRemote.SMALL_PARTS, 1);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> uploads = Collections.nCopies(8, faulty).stream()
                    .map(store -> threads.submit(() -> {
                        store.put(FaultyRemote.random(9 << 20), PutCondition.REPLACE);
                        return true;
                    }))
                    .toList();
            for (Future<Boolean> upload : uploads) {
                assertTrue(upload.get());
            }
            assertArrayEquals(FaultyRemote.random(9 << 20), faulty.stored());
            assertEquals(1, faulty.script.mostUnderWay());
        }
    }

    @Test
    void ends_an_interrupted_caller_s_call_and_leaves_the_interrupt() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next("head", Step.hang());
            Thread caller = Thread.currentThread();
            Thread interrupting = Thread.ofVirtual().start(() -> {
                FaultyRemote.eventually(() -> faulty.script.underWay() == 1);
                caller.interrupt();
            });
            assertThrows(StoreUnavailableException.class, () -> faulty.store.head(FaultyRemote.KEY));
            assertTrue(Thread.interrupted());
            interrupting.join();
            assertEquals(List.of(), faulty.retried());
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
        }
    }

    @Test
    void abandons_an_upload_even_when_its_writer_is_interrupted() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.REPLACE);
            upload.write(ByteBuffer.allocate(3 << 20));
            Thread.currentThread().interrupt();
            assertThrows(StoreUnavailableException.class, () -> upload.write(ByteBuffer.allocate(1)));
            upload.close();
            assertTrue(Thread.interrupted());
            assertEquals(0, faulty.bucket.openUploads());
        }
    }

    @Test
    void hands_an_unknown_exception_on_as_a_failure_that_may_pass() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            IllegalStateException strange = new IllegalStateException("strange");
            Step[] crashes =
                    Collections.nCopies(Retries.MAX_TRIES, Step.crash(strange)).toArray(new Step[0]);
            faulty.script.next("head", crashes);
            StoreUnavailableException failure =
                    assertThrows(StoreUnavailableException.class, () -> faulty.store.head(FaultyRemote.KEY));
            assertTrue(failure.toString().contains("strange"), failure.toString());
            assertSame(strange, Objects.requireNonNull(failure.getCause()).getCause());
        }
    }

    @Test
    void throws_an_error_as_it_is() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next("head", effect -> {
                throw new AssertionError("broken");
            });
            assertThrows(AssertionError.class, () -> faulty.store.head(FaultyRemote.KEY));
            faulty.script.next("part", effect -> {
                throw new AssertionError("broken");
            });
            assertThrows(AssertionError.class, () -> faulty.put(new byte[9 << 20], PutCondition.REPLACE));
        }
    }
}
