package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Tails right behind a switch to timeline 2, which is in the middle of segment 5. */
class TailShipperTest {
    private static final int SWITCH = 0x80000;
    private static final Lsn SEGMENT = new Lsn(5L * WalFixture.SIZE.bytes());

    private final BufferPool pool = new BufferPool(WalFixture.SIZE.bytes(), 2);
    private final AtomicInteger contradictions = new AtomicInteger();

    /** What lines of the log say they are about, while it is told that the segment differs. */
    private volatile Optional<String> logged = Optional.empty();

    private WalFixture fixture;
    private SegmentAssembler assembler;
    private Frontier frontier;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(new MemoryObjectStore(Clock.systemUTC()));
        fixture.pushTail(1, 5, 0, SWITCH);
        StartPoint start = new StartPoint(new TimelineId(2), SEGMENT, SEGMENT.plus(SWITCH));
        frontier = new Frontier(start.durable(), WalFixture.SIZE, () -> {});
        assembler = new SegmentAssembler(
                start,
                start.tailEnd(fixture.wal().inventory()),
                WalFixture.SIZE,
                pool,
                Duration.ofMillis(1),
                segment -> {},
                (serverEnd, replyRequested) -> {});
    }

    @AfterEach
    void close() {
        assembler.abandon();
        pool.close();
    }

    private void receive(int from, int to) {
        assembler.wal(SEGMENT.value() + from, WalFixture.content(5).array(), from, to - from);
    }

    /** One turn of a shipper that was stopped before: its last. */
    private void ship(int unproven) {
        TailShipper shipper =
                new TailShipper(fixture.wal(), assembler, frontier, unproven, Duration.ofMillis(1), new Listener());
        shipper.stop();
        shipper.run(() -> {});
    }

    @Test
    void what_is_acknowledged_behind_a_switch_can_be_read_from_the_new_timeline_s_segment() {
        receive(0, SWITCH + 100);
        ship(0);
        assertEquals(SEGMENT.plus(SWITCH + 100), frontier.position());
        assertFalse(fixture.wal().inventory().hasBrokenTails(WalFixture.segment(2, 5)));
        assertEquals(SWITCH + 100, fixture.wal().inventory().tailBytes(WalFixture.segment(2, 5)));
    }

    @Test
    void no_tail_of_the_new_timeline_hides_what_the_old_one_holds_beyond_it() throws Exception {
        receive(0, SWITCH - 100);
        ship(0);
        assertEquals(0, fixture.wal().inventory().tailBytes(WalFixture.segment(2, 5)));
        assertEquals(SEGMENT.plus(SWITCH), frontier.position());
    }

    @Test
    void tails_of_an_earlier_connection_count_once_the_same_bytes_have_come_again() throws IOException {
        restartOnFirst(300);
        receive(0, 200);
        ship(300);
        assertEquals(SEGMENT, frontier.position());
        receive(200, 400);
        ship(300);
        assertEquals(SEGMENT.plus(400), frontier.position());
        assertEquals(0, contradictions.get());
    }

    @Test
    void tails_of_another_history_are_not_acknowledged_as_this_one_s() throws IOException {
        restartOnFirst(300);
        assembler.wal(SEGMENT.value(), WalFixture.content(99).array(), 0, 400);
        ship(300);
        assertEquals(1, contradictions.get());
        assertEquals(Optional.of(WalFixture.segment(1, 5).fileName(WalFixture.SIZE)), logged);
        assertNull(MDC.get("segment"));
        assertEquals(SEGMENT.plus(400), frontier.position());
        assertEquals(400, fixture.wal().inventory().tailBytes(WalFixture.segment(1, 5)));
    }

    /** As after a restart: the store holds the first bytes of the segment, and the stream begins at its start. */
    private void restartOnFirst(int held) throws IOException {
        fixture = new WalFixture(new MemoryObjectStore(Clock.systemUTC()));
        fixture.pushTail(1, 5, 0, held);
        frontier = new Frontier(SEGMENT, WalFixture.SIZE, () -> {});
        assembler = new SegmentAssembler(
                new StartPoint(new TimelineId(1), SEGMENT, SEGMENT.plus(held)),
                held,
                WalFixture.SIZE,
                pool,
                Duration.ofMillis(1),
                segment -> {},
                (serverEnd, replyRequested) -> {});
    }

    private final class Listener implements IntakeListener {
        @Override
        public void connected(TimelineId timeline, Lsn from) {}

        @Override
        public void disconnected() {}

        @Override
        public void failed(CairnException failure, Duration until) {}

        @Override
        public void storeFailed(CairnException failure, int attempt) {}

        @Override
        public void segmentStored(String segment, Duration took) {}

        @Override
        public void contradiction(String segment) {
            contradictions.incrementAndGet();
            logged = Optional.ofNullable(MDC.get("segment"));
        }

        @Override
        public void tailStored(String segment, int bytes) {}

        @Override
        public void gap(TimelineId timeline, Lsn from, Lsn to) {}
    }
}
