package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentAssemblerTest {
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);
    private static final Lsn START = new Lsn(7L * SIZE.bytes());

    private final BufferPool pool = new BufferPool(SIZE.bytes(), 2);
    private final List<SegmentBuffer> full = new ArrayList<>();
    private final SegmentAssembler assembler = assembler(full::add);

    private SegmentAssembler assembler(SegmentAssembler.FullSegmentSink sink) {
        return new SegmentAssembler(
                new StartPoint(new TimelineId(1), START, START.plus(100)),
                100,
                SIZE,
                pool,
                Duration.ofMillis(1),
                sink,
                (serverEnd, replyRequested) -> {});
    }

    @AfterEach
    void free() {
        assembler.abandon();
        full.forEach(SegmentBuffer::release);
        pool.close();
    }

    @Test
    void messages_of_any_size_become_whole_segments() throws IntakeException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        long position = START.value();
        byte[] message = new byte[200_000];
        while (full.size() < 2) {
            // The last segment fits exactly: the pool has no third buffer.
            int room = (int) (START.value() + 2L * SIZE.bytes() - position);
            int length = Math.min(room, 1 + random.nextInt(message.length - 10));
            random.nextBytes(message);
            assembler.wal(position, message, 10, Math.min(length, message.length - 10));
            sent.write(message, 10, length);
            position += length;
            assembler.requireSound();
        }
        byte[] all = sent.toByteArray();
        for (int i = 0; i < 2; i++) {
            byte[] got = new byte[SIZE.bytes()];
            full.get(i).slice(0, SIZE.bytes()).get(got);
            assertEquals(
                    -1, java.util.Arrays.mismatch(got, 0, got.length, all, i * SIZE.bytes(), (i + 1) * SIZE.bytes()));
        }
        assertEquals(START.plus(2L * SIZE.bytes()), assembler.position());
    }

    @Test
    void a_first_message_from_elsewhere_is_refused() {
        assembler.wal(START.value() + SIZE.bytes(), new byte[10], 0, 10);
        assertEquals(
                Fault.POSTGRES_FAILED,
                assertThrows(IntakeException.class, assembler::requireSound).fault());
    }

    @Test
    void a_gap_exactly_on_a_segment_boundary_is_refused() {
        assembler.wal(START.value(), new byte[SIZE.bytes()], 0, SIZE.bytes());
        assertDoesNotThrow(assembler::requireSound);
        assembler.wal(START.value() + 2L * SIZE.bytes(), new byte[10], 0, 10);
        assertThrows(IntakeException.class, assembler::requireSound);
        assertEquals(START.plus(SIZE.bytes()), assembler.position());
    }

    @Test
    void a_repeated_message_is_refused() {
        assembler.wal(START.value(), new byte[10], 0, 10);
        assembler.wal(START.value(), new byte[10], 0, 10);
        assertThrows(IntakeException.class, assembler::requireSound);
    }

    @Test
    void no_free_buffer_within_the_stall_timeout_is_told_as_the_store_s_fault() {
        assembler.wal(START.value(), new byte[3 * SIZE.bytes()], 0, 3 * SIZE.bytes());
        assertEquals(
                Fault.STORE_UNAVAILABLE,
                assertThrows(IntakeException.class, assembler::requireSound).fault());
        assertEquals(2, full.size());
    }

    @Test
    void what_is_durable_of_the_first_segment_is_not_shipped_again() {
        assembler.wal(START.value(), new byte[300], 0, 300);
        SegmentBuffer filling = assembler.holdFilling().orElseThrow();
        assertEquals(100, filling.tailEnd());
        assertEquals(300, filling.filled());
        filling.release();
    }

    @Test
    void a_buffer_is_reused_only_when_nobody_holds_it() throws InterruptedException {
        assembler.wal(START.value(), new byte[300], 0, 300);
        SegmentBuffer held = assembler.holdFilling().orElseThrow();
        assembler.abandon();
        assertTrue(!pool.awaitAllBack(Duration.ofMillis(1)));
        held.release();
        assertTrue(pool.awaitAllBack(Duration.ofMinutes(2)));
        assertTrue(!held.hold());
        assertTrue(assembler.holdFilling().isEmpty());
    }
}
