package io.pgcairn.daemon.catalog;

import static io.pgcairn.daemon.catalog.WalFixture.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalCoverageTest {
    private static final int SIZE = WalFixture.SIZE.bytes();

    private WalFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(new MemoryObjectStore(Clock.systemUTC()));
    }

    private static Lsn at(long segment, int offset) {
        return new Lsn(segment * SIZE + offset);
    }

    private WalCoverage follow(TimelineHistory history, Lsn from) {
        return WalCoverage.follow(fixture.wal().inventory(), history, from);
    }

    private static final TimelineHistory ROOT = TimelineHistory.root(new TimelineId(1));

    /** Timeline 2 took over from 1 in the middle of segment 5. */
    private static final TimelineHistory SECOND = TimelineHistory.parse(
            new TimelineId(2), "1\t0/580000\tno recovery target specified\n".getBytes(StandardCharsets.UTF_8));

    @Test
    void a_chain_ends_where_the_wal_ends() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 4);
        fixture.pushTail(1, 5, 0, 77);
        assertEquals(new WalCoverage(at(5, 77), Optional.empty()), follow(ROOT, at(3, 40)));
    }

    @Test
    void nothing_there_covers_nothing() {
        assertEquals(new WalCoverage(at(3, 40), Optional.empty()), follow(ROOT, at(3, 40)));
    }

    @Test
    void a_missing_middle_is_named() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 5);
        assertEquals(new WalCoverage(at(4, 0), Optional.of(segment(1, 4))), follow(ROOT, at(3, 40)));
    }

    @Test
    void a_tail_in_the_middle_is_a_gap_after_its_end() throws IOException {
        fixture.push(1, 3);
        fixture.pushTail(1, 4, 0, 500);
        fixture.push(1, 5);
        assertEquals(new WalCoverage(at(4, 500), Optional.of(segment(1, 4))), follow(ROOT, at(3, 40)));
    }

    @Test
    void the_chain_turns_onto_the_new_timeline_in_the_segment_of_the_switch() throws IOException {
        fixture.push(1, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        fixture.push(2, 5);
        fixture.push(2, 6);
        fixture.pushTail(2, 7, 0, 9);
        assertEquals(new WalCoverage(at(7, 9), Optional.empty()), follow(SECOND, at(4, 0)));
    }

    @Test
    void the_old_timeline_s_later_wal_is_not_part_of_the_new_one() throws IOException {
        fixture.push(1, 4);
        fixture.push(1, 5);
        fixture.push(1, 6);
        fixture.push(2, 5);
        assertEquals(new WalCoverage(at(6, 0), Optional.empty()), follow(SECOND, at(4, 0)));
    }

    @Test
    void a_new_timeline_without_wal_yet_is_covered_up_to_the_switch() throws IOException {
        fixture.push(1, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        assertEquals(new WalCoverage(at(5, 0x80000), Optional.empty()), follow(SECOND, at(4, 0)));
    }

    @Test
    void a_gap_on_the_old_timeline_is_named_although_it_has_nothing_later() throws IOException {
        fixture.push(1, 3);
        fixture.push(2, 5);
        assertEquals(new WalCoverage(at(4, 0), Optional.of(segment(1, 4))), follow(SECOND, at(3, 0)));
    }

    @Test
    void a_gap_on_the_new_timeline_is_named() throws IOException {
        fixture.push(1, 4);
        fixture.push(2, 6);
        assertEquals(new WalCoverage(at(5, 0), Optional.of(segment(2, 5))), follow(SECOND, at(4, 0)));
    }
}
