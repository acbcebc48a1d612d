package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts when parts fail. */
class PartsTest {
    private static final int PART = MemoryRemote.SMALL_PARTS.partBytes();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20})
    void puts_what_fits_into_a_part_with_one_request(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(length), faulty.stored());
            assertEquals(1, faulty.script.asked("put"));
            assertEquals(0, faulty.script.asked("begin"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, 2 << 20, (12 << 20) - 1, 12 << 20})
    void puts_what_is_longer_in_parts(int length) throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.put(FaultyRemote.random(length), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(length), faulty.stored());
            assertEquals((length + PART - 1) / PART, faulty.script.asked("part"));
            assertEquals(0, faulty.bucket.openUploads());
        }
    }

    @Test
    void puts_again_a_part_that_failed_and_only_that() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next(
                    "part",
                    Step.PASS,
                    Step.failBefore(Step.unavailable("503")),
                    Step.failAfter(Step.unavailable("reset")));
            faulty.script.next("begin", Step.failBefore(Step.unavailable("503")));
            faulty.put(FaultyRemote.random(5 * PART), PutCondition.IF_ABSENT);
            assertArrayEquals(FaultyRemote.random(5 * PART), faulty.stored());
            assertEquals(7, faulty.script.asked("part"));
            assertEquals(2, faulty.script.asked("begin"));
        }
    }

    @Test
    void fails_the_next_write_when_a_part_behind_its_back_failed() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            CountDownLatch latch = new CountDownLatch(1);
            faulty.script.next("part", effect -> {
                Step.awaitDeaf(latch);
                throw new StoreForbiddenException("no", "ask", null);
            });
            ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.IF_ABSENT);
            upload.write(ByteBuffer.allocate(PART + 1));
            latch.countDown();
            List<StoreException> failures = new ArrayList<>();
            FaultyRemote.eventually(() -> writeFails(upload, failures));
            assertInstanceOf(StoreForbiddenException.class, failures.getFirst());
            assertEquals("ask", failures.getFirst().hint());
            assertThrows(IllegalStateException.class, upload::commit);
            upload.close();
            assertEquals(0, faulty.bucket.openUploads());
            assertThrows(ObjectMissingException.class, faulty::stored);
        }
    }

    private static boolean writeFails(ObjectUpload upload, List<StoreException> failures) {
        try {
            upload.write(ByteBuffer.allocate(0));
            return false;
        } catch (StoreException e) {
            return failures.add(e);
        }
    }

    @Test
    void fails_the_commit_when_the_last_part_behind_its_back_failed() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            CountDownLatch latch = new CountDownLatch(1);
            faulty.script.next("part", effect -> {
                Step.awaitDeaf(latch);
                throw new StoreForbiddenException("no", "", null);
            });
            try (ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.IF_ABSENT)) {
                upload.write(ByteBuffer.allocate(PART + 1));
                latch.countDown();
                assertThrows(StoreForbiddenException.class, upload::commit);
            }
            assertEquals(0, faulty.bucket.openUploads());
            assertEquals(0, faulty.script.asked("complete"));
        }
    }

    @Test
    void gives_the_upload_up_when_the_store_has_lost_it() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            Step lost = Step.failBefore(new ObjectMissingException("no upload", "", null));
            faulty.script.next("part", Collections.nCopies(20, lost).toArray(new Step[0]));
            assertThrows(StoreUnavailableException.class, () -> faulty.put(new byte[3 * PART], PutCondition.IF_ABSENT));
        }
    }

    @Test
    void abandons_what_is_not_committed_although_parts_are_on_their_way() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            faulty.script.next("part", Step.hang(), Step.hang());
            ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.IF_ABSENT);
            upload.write(ByteBuffer.allocate(2 * PART + 1));
            FaultyRemote.eventually(() -> faulty.script.underWay() == 2);
            upload.close();
            upload.close();
            assertEquals(1, faulty.script.asked("abort"));
            assertEquals(0, faulty.bucket.openUploads());
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
        }
    }

    @Test
    void closes_quietly_when_the_store_cannot_abandon() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient()) {
            StoreForbiddenException forbidden = new StoreForbiddenException("no", "", null);
            faulty.script.next("abort", Step.failBefore(forbidden));
            ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.IF_ABSENT);
            upload.write(ByteBuffer.allocate(PART + 1));
            upload.close();
            assertEquals(1, faulty.bucket.openUploads());
            assertThrows(ObjectMissingException.class, faulty::stored);
        }
    }

    @Test
    void abandons_an_upload_that_begins_after_its_caller_gave_up() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (FaultyRemote faulty = FaultyRemote.hasty(1)) {
            faulty.script.next("begin", Step.late(latch));
            FaultyRemote.eventually(() -> {
                assertThrows(StoreException.class, () -> faulty.put(new byte[2 * PART], PutCondition.IF_ABSENT));
                return faulty.script.underWay() == 1;
            });
            latch.countDown();
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
            FaultyRemote.eventually(() -> faulty.bucket.openUploads() == 0);
        } finally {
            latch.countDown();
        }
    }

    @Test
    void refuses_what_is_longer_than_the_store_takes() throws Exception {
        PartRules rules = new PartRules(PART, 3, PART, 3L * PART, 1, 2);
        try (FaultyRemote faulty = FaultyRemote.of(rules, 4)) {
            faulty.put(new byte[3 * PART], PutCondition.REPLACE);
            StoreFullException full = assertThrows(
                    StoreFullException.class, () -> faulty.put(new byte[3 * PART + 1], PutCondition.REPLACE));
            assertTrue(full.toString().contains("3145728 bytes"), full.toString());
        }
    }
}
