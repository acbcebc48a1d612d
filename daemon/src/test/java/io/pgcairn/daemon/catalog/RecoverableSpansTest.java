package io.pgcairn.daemon.catalog;

import static io.pgcairn.daemon.catalog.WalFixture.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be restored, from backups and names. Backups start at their hour. */
class RecoverableSpansTest {
    private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final TimelineHistory ROOT = TimelineHistory.root(new TimelineId(1));

    /** Timeline 2 took over from 1 in the middle of segment 5. */
    private static final TimelineHistory SECOND = history(2, "1\t0/580000\tno reason\n");

    private MemoryObjectStore store;
    private WalFixture fixture;

    @BeforeEach
    void open() throws IOException {
        store = new MemoryObjectStore(Clock.fixed(DAY.plus(Duration.ofHours(30)), ZoneOffset.UTC));
        fixture = new WalFixture(store);
    }

    private static TimelineHistory history(long timeline, String text) {
        return TimelineHistory.parse(new TimelineId(timeline), text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Instant at(int hour) {
        return DAY.plus(Duration.ofHours(hour));
    }

    private void commit(int hour, TimelineHistory history, long segment) throws IOException {
        fixture.lineage().backups().commit(StoredRecords.backup(at(hour), history, segment));
    }

    private void push(long timeline, long first, long last) throws IOException {
        for (long number = first; number <= last; number++) {
            fixture.push(timeline, number);
        }
    }

    private LineageContents survey() throws IOException {
        return LineageContents.read(store, fixture.lineage(), DAY.plus(Duration.ofHours(31)));
    }

    /** {@code 1 hour 3 to 0/600000 on 1, gap 7} or {@code hour 3 alone on 1}. */
    private List<String> spans() throws IOException {
        return survey().spans().spans().stream()
                .map(span -> "hour "
                        + Duration.between(DAY, span.first().startTime()).toHours()
                        + (span.isPoint() ? " alone" : " to " + span.end())
                        + " on " + span.timeline()
                        + (span.isPoint()
                                ? ""
                                : span.missing().map(m -> ", gap " + m.number()).orElse("")))
                .toList();
    }

    @Test
    void a_span_goes_from_the_first_backups_stop_to_the_end_of_its_wal() throws IOException {
        assertEquals(List.of(), spans());
        push(1, 3, 5);
        fixture.pushTail(1, 6, 0, 77);
        assertEquals(List.of(), spans(), "WAL alone restores nothing");
        commit(1, ROOT, 3);
        commit(2, ROOT, 5);
        assertEquals(List.of("hour 1 to 0/60004D on 1"), spans());
        RecoverableSpan span = survey().spans().newest().orElseThrow();
        assertEquals(at(2), span.newest().startTime());
        assertEquals(segment(1, 6), span.lastSegment(WalFixture.SIZE));
        assertEquals(
                Optional.of(DAY.plus(Duration.ofHours(30))),
                fixture.wal().inventory().storedAt(segment(1, 6)));
        assertEquals(Optional.empty(), fixture.wal().inventory().storedAt(segment(1, 7)));
    }

    @Test
    void a_gap_parts_what_can_be_restored_and_is_named() throws IOException {
        push(1, 3, 5);
        push(1, 7, 9);
        commit(1, ROOT, 3);
        commit(2, ROOT, 8);
        assertEquals(List.of("hour 1 to 0/600000 on 1, gap 6", "hour 2 to 0/A00000 on 1"), spans());
    }

    @Test
    void a_backup_kept_by_itself_is_a_single_moment() throws IOException {
        push(1, 3, 3);
        push(1, 6, 6);
        push(1, 10, 14);
        commit(1, ROOT, 3);
        commit(2, ROOT, 6);
        commit(3, ROOT, 10);
        commit(4, ROOT, 12);
        assertEquals(List.of("hour 1 alone on 1", "hour 2 alone on 1", "hour 3 to 0/F00000 on 1"), spans());
    }

    @Test
    void the_newest_backup_is_no_single_moment_though_its_wal_has_just_begun() throws IOException {
        push(1, 3, 3);
        commit(1, ROOT, 3);
        assertEquals(List.of("hour 1 to 0/400000 on 1"), spans());
    }

    @Test
    void a_backup_without_its_own_wal_is_named() throws IOException {
        push(1, 5, 6);
        commit(1, ROOT, 3);
        commit(2, ROOT, 5);
        assertEquals(List.of("hour 2 to 0/700000 on 1"), spans());
        assertEquals(
                List.of(new RecoverableSpans.Broken(BackupId.startedAt(at(1)), segment(1, 3))),
                survey().spans().broken());
    }

    @Test
    void a_span_goes_on_over_a_change_of_timeline_and_is_told_once() throws IOException {
        push(1, 3, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        push(2, 5, 7);
        commit(1, ROOT, 3);
        commit(2, SECOND, 6);
        assertEquals(List.of("hour 1 to 0/800000 on 2"), spans());
    }

    @Test
    void what_the_old_timeline_wrote_behind_the_branch_can_be_restored_too() throws IOException {
        push(1, 3, 9);
        push(2, 5, 6);
        commit(1, ROOT, 3);
        commit(2, ROOT, 8);
        commit(3, SECOND, 6);
        assertEquals(List.of("hour 1 to 0/700000 on 2", "hour 1 to 0/A00000 on 1"), spans());
    }

    @Test
    void a_timeline_without_a_backup_is_known_by_its_history_if_that_can_be_opened() throws IOException {
        push(1, 3, 4);
        fixture.pushTail(1, 5, 0, 0x80000);
        push(2, 5, 7);
        commit(1, ROOT, 3);
        assertEquals(List.of(new TimelineId(2)), survey().unknown());
        assertEquals(List.of("hour 1 to 0/580000 on 1"), spans());

        fixture.pushHistory(2, "1\t0/580000\tno reason\n");
        assertEquals(List.of(), survey().unknown());
        assertEquals(List.of("hour 1 to 0/800000 on 2"), spans());
    }

    @Test
    void a_survey_counts_bytes_and_what_came_lately() throws IOException {
        push(1, 3, 3);
        commit(1, ROOT, 3);
        LineageContents survey = survey();
        assertEquals(1, survey.usage().wal().objects());
        assertEquals(1, survey.usage().backups().objects());
        assertEquals(survey.usage().total(), survey.usage().lastDay());
        assertEquals(survey.usage().wal(), survey.usage().walLastWeek());
        LineageContents later = LineageContents.read(store, fixture.lineage(), DAY.plus(Duration.ofDays(4)));
        assertEquals(0, later.usage().lastDay().bytes());
        assertEquals(later.usage().total(), later.usage().lastWeek());
        assertEquals(Optional.of(DAY.plus(Duration.ofHours(30))), later.usage().oldest());
        assertEquals(new Lsn(3L << 20).plus(256), later.backups().getFirst().stopLsn());
    }
}
