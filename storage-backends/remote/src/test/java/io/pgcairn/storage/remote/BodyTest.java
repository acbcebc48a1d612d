package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Bodies that end early, break, stall, or are of another object by now. */
class BodyTest {
    private static final int LENGTH = 700_000;
    private static final byte[] BYTES = FaultyRemote.random(LENGTH);

    private static UnaryOperator<InputStream> failingAfter(int bytes, EarlyEnd.How how) {
        return stream -> new EarlyEnd(stream, bytes, how);
    }

    private static final EarlyEnd.How BREAK = () -> {
        throw new IOException("reset by peer");
    };

    private static final EarlyEnd.How CUT = () -> -1;

    private static final EarlyEnd.How STALL = () -> {
        try {
            new CountDownLatch(1).await();
            return -1;
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    };

    private static FaultyRemote filled(FaultyRemote faulty) throws Exception {
        faulty.put(BYTES, PutCondition.IF_ABSENT);
        return faulty;
    }

    @Test
    void reads_on_where_a_body_broke_or_was_cut() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            faulty.script
                    .nextBody(failingAfter(0, BREAK))
                    .nextBody(failingAfter(100_000, BREAK))
                    .nextBody(failingAfter(1, CUT))
                    .nextBody(failingAfter(300_000, CUT));
            assertArrayEquals(BYTES, faulty.get());
            assertEquals(5, faulty.script.asked("get"));
            assertEquals(4, faulty.retried().size(), faulty.retried().toString());
            assertTrue(faulty.retried().contains("get TruncatedObjectException"));
        }
    }

    @Test
    void reads_on_in_a_range() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            faulty.script.nextBody(failingAfter(1000, BREAK)).nextBody(failingAfter(200_000, CUT));
            try (InputStream in = faulty.store.get(FaultyRemote.KEY, new ByteRange(5000, 300_000))) {
                assertArrayEquals(Arrays.copyOfRange(BYTES, 5000, 305_000), in.readAllBytes());
                assertEquals(-1, in.read());
            }
        }
    }

    @Test
    void reads_on_where_a_body_stalled() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.impatientWithRequests())) {
            AtomicBoolean isClosed = new AtomicBoolean();
            faulty.script.nextBody(stream -> new EarlyEnd(stream, 200_000, STALL, () -> isClosed.set(true)));
            assertArrayEquals(BYTES, faulty.get());
            FaultyRemote.eventually(isClosed::get);
            assertTrue(faulty.retried().contains("get StoreTimeoutException"));
        }
    }

    @Test
    void says_truncated_when_every_body_ends_early() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            for (int i = 0; i < Retries.MAX_TRIES; i++) {
                faulty.script.nextBody(failingAfter(i == 0 ? 1000 : 0, CUT));
            }
            faulty.script.nextBody(failingAfter(0, CUT));
            try (InputStream in = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL)) {
                assertEquals(1000, in.readNBytes(1000).length);
                assertThrows(TruncatedObjectException.class, in::read);
            }
        }
    }

    @Test
    void gives_up_on_a_body_that_breaks_again_and_again() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            for (int i = 0; i < 100; i++) {
                faulty.script.nextBody(failingAfter(10, BREAK));
            }
            try (InputStream in = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL)) {
                assertThrows(TruncatedObjectException.class, in::readAllBytes);
            }
            assertTrue(faulty.script.asked("get") <= RemoteStream.MAX_RESUMES + 1 + Retries.MAX_TRIES);
        }
    }

    @Test
    void ends_a_read_that_hangs_in_every_body() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.hasty(1)) {
            faulty.bucket.put(new RemoteTarget(FaultyRemote.KEY, PutCondition.REPLACE, "0".repeat(32)), BYTES, true);
            for (int i = 0; i < 50; i++) {
                faulty.script.nextBody(failingAfter(0, STALL));
            }
            faulty.script.next("get", Step.PASS);
            assertThrows(StoreTimeoutException.class, faulty::get);
        }
    }

    @Test
    void does_not_go_on_in_another_object() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            faulty.script.nextBody(failingAfter(1000, BREAK));
            try (InputStream in = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL)) {
                assertEquals(BYTES[0] & 0xff, in.read());
                faulty.put(FaultyRemote.random(LENGTH + 1), PutCondition.REPLACE);
                assertThrows(StoreUnavailableException.class, in::readAllBytes);
            }
        }
    }

    @Test
    void lets_a_slow_reader_hold_no_permit() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.of(MemoryRemote.SMALL_PARTS, 1));
                InputStream slow = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL)) {
            assertEquals(BYTES[0] & 0xff, slow.read());
            assertArrayEquals(BYTES, faulty.get());
            assertArrayEquals(Arrays.copyOfRange(BYTES, 1, LENGTH), slow.readAllBytes());
        }
    }

    @Test
    void closes_a_body_without_reading_on() throws Exception {
        try (FaultyRemote faulty = filled(FaultyRemote.patient())) {
            AtomicBoolean isClosed = new AtomicBoolean();
            EarlyEnd.How mustNot = () -> {
                throw new AssertionError("read on");
            };
            faulty.script.nextBody(stream -> new EarlyEnd(stream, 200_000, mustNot, () -> isClosed.set(true)));
            InputStream in = faulty.store.get(FaultyRemote.KEY, ByteRange.ALL);
            assertEquals(1000, in.readNBytes(1000).length);
            assertEquals(0, faulty.script.underWay());
            in.close();
            in.close();
            FaultyRemote.eventually(isClosed::get);
            assertThrows(StoreUnavailableException.class, in::read);
        }
    }

    @Test
    void closes_a_body_that_came_too_late() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (FaultyRemote faulty = FaultyRemote.hasty(1)) {
            faulty.bucket.put(new RemoteTarget(FaultyRemote.KEY, PutCondition.REPLACE, "0".repeat(32)), BYTES, true);
            AtomicBoolean isClosed = new AtomicBoolean();
            faulty.script.next("get", Step.late(latch));
            faulty.script.nextBody(stream -> new EarlyEnd(stream, LENGTH, CUT, () -> isClosed.set(true)));
            FaultyRemote.eventually(() -> {
                assertThrows(StoreTimeoutException.class, faulty::get);
                return faulty.script.underWay() == 1;
            });
            latch.countDown();
            FaultyRemote.eventually(isClosed::get);
        } finally {
            latch.countDown();
        }
    }
}
