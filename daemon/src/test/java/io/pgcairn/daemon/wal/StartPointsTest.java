package io.pgcairn.daemon.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.catalog.WalFixture;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartPointsTest {
    private static final TimelineId ONE = new TimelineId(1);
    private static final TimelineId TWO = new TimelineId(2);
    private static final TimelineHistory ROOT = TimelineHistory.root(ONE);

    /** Timeline 2 took over in the middle of segment 5. */
    private static final TimelineHistory SECOND =
            TimelineHistory.parse(TWO, "1\t0/580000\tpromoted\n".getBytes(StandardCharsets.UTF_8));

    private WalFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(new MemoryObjectStore(Clock.systemUTC()));
    }

    private static Lsn at(long segment, int offset) {
        return new Lsn(segment * WalFixture.SIZE.bytes() + offset);
    }

    private List<StartPoint> candidates(TimelineHistory history, Optional<Lsn> kept) {
        return StartPoints.candidates(fixture.wal().inventory(), history, kept);
    }

    @Test
    void nothing_stored_gives_no_candidate() {
        assertEquals(List.of(), candidates(ROOT, Optional.of(at(3, 40))));
    }

    @Test
    void goes_on_at_the_start_of_the_segment_that_was_filling() throws IOException {
        fixture.push(1, 3);
        fixture.pushTail(1, 4, 0, 5000);
        assertEquals(List.of(new StartPoint(ONE, at(4, 0), at(4, 5000))), candidates(ROOT, Optional.of(at(4, 5000))));
    }

    @Test
    void a_hole_that_a_kill_left_is_filled_first() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 5);
        fixture.pushTail(1, 6, 0, 10);
        assertEquals(
                List.of(new StartPoint(ONE, at(4, 0), at(4, 0)), new StartPoint(ONE, at(6, 0), at(6, 10))),
                candidates(ROOT, Optional.of(at(4, 0))));
    }

    @Test
    void an_old_gap_that_the_slot_no_longer_covers_is_left() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 8);
        assertEquals(List.of(new StartPoint(ONE, at(9, 0), at(9, 0))), candidates(ROOT, Optional.of(at(9, 0))));
    }

    @Test
    void without_a_slot_our_own_frontier_is_tried_and_the_server_decides() throws IOException {
        fixture.push(1, 3);
        assertEquals(List.of(new StartPoint(ONE, at(4, 0), at(4, 0))), candidates(ROOT, Optional.empty()));
    }

    @Test
    void the_old_timeline_is_streamed_to_its_switch_first() throws IOException {
        fixture.push(1, 3);
        fixture.pushTail(1, 4, 0, 77);
        assertEquals(List.of(new StartPoint(ONE, at(4, 0), at(4, 77))), candidates(SECOND, Optional.of(at(3, 0))));
    }

    @Test
    void once_the_old_timeline_is_whole_the_new_one_begins_at_its_switch() throws IOException {
        fixture.push(1, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        assertEquals(
                List.of(new StartPoint(TWO, at(5, 0), at(5, 0x80000))),
                candidates(SECOND, Optional.of(at(5, 0x80000))));
    }

    @Test
    void the_newest_timeline_of_the_history_that_is_there_counts() throws IOException {
        fixture.push(1, 4);
        fixture.push(1, 5);
        fixture.push(2, 5);
        fixture.push(2, 6);
        assertEquals(List.of(new StartPoint(TWO, at(7, 0), at(7, 0))), candidates(SECOND, Optional.empty()));
    }

    @Test
    void a_hole_at_the_beginning_of_a_timeline_is_filled_first() throws IOException {
        fixture.push(1, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        fixture.push(2, 6);
        assertEquals(
                List.of(new StartPoint(TWO, at(5, 0), at(5, 0x80000)), new StartPoint(TWO, at(7, 0), at(7, 0))),
                candidates(SECOND, Optional.of(at(5, 0x80000))));
    }

    @Test
    void a_hole_at_the_beginning_of_a_timeline_that_the_slot_no_longer_covers_is_left() throws IOException {
        fixture.push(1, 4);
        fixture.push(2, 8);
        assertEquals(List.of(new StartPoint(TWO, at(9, 0), at(9, 0))), candidates(SECOND, Optional.of(at(9, 0))));
    }
}
