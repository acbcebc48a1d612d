package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments have 1 MiB here: LSN 0/300000 is the first of segment 3. */
class RestorePlannerTest {
    private static final String FIRST = "20261121T080000.000Z";
    private static final String SECOND = "20261121T100000.000Z";

    private StoredCluster cluster;

    @BeforeEach
    void open() throws IOException {
        cluster = new StoredCluster();
    }

    /** Two backups on timeline 1, WAL from the first to 0/900080. */
    private void twoBackups() throws IOException {
        cluster.segments(1, 3, 8).tail(1, 9, 0x80);
        backup(FIRST, 1, 0x300000, 0x300200, "2026-11-21T08:01:00Z", 100);
        backup(SECOND, 1, 0x600000, 0x600200, "2026-11-21T10:01:00Z", 200);
    }

    private void backup(String label, long timeline, long start, long stop, String stopTime, long nextXid)
            throws IOException {
        StoredBackup.empty()
                .label(label)
                .on(timeline)
                .from(start, stop)
                .stoppedAt(stopTime)
                .nextXid(nextXid)
                .commitOnly(cluster.lineage.backups());
    }

    @Test
    void latest_starts_from_the_newest_backup() throws Exception {
        twoBackups();
        RestorePlan plan = plan(new RecoveryTarget.Latest());
        assertEquals(SECOND, plan.backup().id().value());
        assertEquals(new Lsn(0x900080), plan.walEnd());
        assertEquals(4, plan.segments());
    }

    @Test
    void a_position_starts_from_the_newest_backup_that_stops_before_it() throws Exception {
        twoBackups();
        assertEquals(FIRST, plan(position(0x6001FF)).backup().id().value());
        assertEquals(SECOND, plan(position(0x600200)).backup().id().value());
        assertEquals(SECOND, plan(position(0x90007F)).backup().id().value());
        assertEquals(1, plan(position(0x3FFFFF)).segments());
    }

    @Test
    void refuses_a_position_that_no_stored_byte_is_at() throws Exception {
        twoBackups();
        assertEquals(Fault.TARGET_UNREACHABLE, refusal(position(0x900080)));
    }

    @Test
    void a_time_starts_from_the_newest_backup_that_stopped_before_it() throws Exception {
        twoBackups();
        assertEquals(FIRST, plan(time("2026-11-21T10:00:59Z")).backup().id().value());
        assertEquals(SECOND, plan(time("2026-11-21T10:01:00Z")).backup().id().value());
    }

    @Test
    void refuses_a_time_in_the_future() throws Exception {
        twoBackups();
        assertEquals(Fault.TARGET_INVALID, refusal(time("2026-11-21T12:00:01Z")));
    }

    @Test
    void a_transaction_starts_from_the_newest_backup_before_it_began() throws Exception {
        twoBackups();
        assertEquals(
                FIRST, plan(new RecoveryTarget.Transaction(199)).backup().id().value());
        assertEquals(
                SECOND, plan(new RecoveryTarget.Transaction(200)).backup().id().value());
        assertEquals(Fault.TARGET_BEFORE_FIRST_BACKUP, refusal(new RecoveryTarget.Transaction(99)));
    }

    @Test
    void a_transaction_id_of_32_bits_is_taken_near_the_newest_backup() throws Exception {
        long epoch = 1L << 32;
        cluster.segments(1, 3, 8);
        backup(FIRST, 1, 0x300000, 0x300200, "2026-11-21T08:01:00Z", epoch - 100);
        backup(SECOND, 1, 0x600000, 0x600200, "2026-11-21T10:01:00Z", epoch + 50);
        assertEquals(
                FIRST,
                plan(new RecoveryTarget.Transaction(epoch - 50)).backup().id().value());
        assertEquals(
                FIRST, plan(new RecoveryTarget.Transaction(49)).backup().id().value());
        assertEquals(
                SECOND, plan(new RecoveryTarget.Transaction(50)).backup().id().value());
        assertEquals(
                SECOND,
                plan(new RecoveryTarget.Transaction(epoch + 50)).backup().id().value());
        assertEquals(Fault.TARGET_BEFORE_FIRST_BACKUP, refusal(new RecoveryTarget.Transaction(epoch - 101)));
    }

    @Test
    void refuses_what_lies_before_the_first_backup_and_tells_where_that_stops() throws Exception {
        twoBackups();
        CairnException told = assertThrows(RestoreException.class, () -> plan(position(0x3001FF)));
        assertEquals(Fault.TARGET_BEFORE_FIRST_BACKUP, told.fault());
        assertTrue(told.toString().contains("0/300200"), told.getMessage());
        assertEquals(Fault.TARGET_BEFORE_FIRST_BACKUP, refusal(time("2026-11-21T08:00:59Z")));
    }

    @Test
    void refuses_without_any_backup() throws Exception {
        cluster.segments(1, 3, 8);
        assertEquals(Fault.NO_BACKUP, refusal(new RecoveryTarget.Latest()));
    }

    @Test
    void takes_the_backup_that_is_named() throws Exception {
        twoBackups();
        RestorePlan plan = cluster.planner().plan(named(new RecoveryTarget.Latest(), FIRST));
        assertEquals(FIRST, plan.backup().id().value());
        assertEquals(7, plan.segments());
    }

    @Test
    void refuses_a_named_backup_that_is_not_there_or_stops_behind_the_target() throws Exception {
        twoBackups();
        assertEquals(Fault.BACKUP_UNKNOWN, refusal(named(new RecoveryTarget.Latest(), "20200101T000000.000Z")));
        assertEquals(Fault.TARGET_BEFORE_FIRST_BACKUP, refusal(named(position(0x500000), SECOND)));
    }

    @Test
    void refuses_targets_in_and_behind_a_gap_but_not_before_it() throws Exception {
        cluster.segments(1, 3, 5).tail(1, 6, 0x1000).segments(1, 8, 9);
        backup(FIRST, 1, 0x300000, 0x300200, "2026-11-21T08:01:00Z", 100);
        assertEquals(Fault.WAL_GAP, refusal(new RecoveryTarget.Latest()));
        assertEquals(Fault.WAL_GAP, refusal(position(0x601000)));
        assertEquals(Fault.WAL_GAP, refusal(position(0x800010)));
        assertEquals(new Lsn(0x601000), plan(position(0x600FFF)).walEnd());
        assertFalse(plan(new RecoveryTarget.Immediate()).warnings().isEmpty());
    }

    @Test
    void refuses_a_backup_whose_own_wal_is_not_there() throws Exception {
        cluster.segments(1, 4, 8);
        backup(FIRST, 1, 0x300000, 0x300200, "2026-11-21T08:01:00Z", 100);
        assertEquals(Fault.WAL_GAP, refusal(new RecoveryTarget.Immediate()));
    }

    @Test
    void immediate_needs_wal_to_the_stop_only() throws Exception {
        cluster.segments(1, 3, 3);
        backup(FIRST, 1, 0x300000, 0x300200, "2026-11-21T08:01:00Z", 100);
        RestorePlan plan = plan(new RecoveryTarget.Immediate());
        assertEquals(new Lsn(0x300200), plan.lastWanted());
        assertEquals(1, plan.segments());
    }

    @Test
    void follows_the_newest_timeline_that_descends_from_the_backup() throws Exception {
        twoBackups();
        cluster.segments(2, 7, 9).history(2, "1\t0/700100\tno reason\n");
        RestorePlan plan = plan(new RecoveryTarget.Latest());
        assertEquals(new TimelineId(2), plan.history().timeline());
        assertEquals(SECOND, plan.backup().id().value());
        assertEquals(new Lsn(0xA00000), plan.walEnd());
        assertTrue(plan.text().contains("timeline 2 left 1 at 0/700100, WAL to 0/A00000 <- followed"), plan.text());
    }

    @Test
    void a_backup_behind_the_switch_is_not_on_the_new_timeline() throws Exception {
        twoBackups();
        cluster.segments(2, 5, 9).history(2, "1\t0/500100\tno reason\n");
        assertEquals(FIRST, plan(new RecoveryTarget.Latest()).backup().id().value());
        RestorePlan current = cluster.planner().plan(on(new TargetTimeline.Current(), new RecoveryTarget.Latest()));
        assertEquals(TimelineId.FIRST, current.history().timeline());
        assertEquals(SECOND, current.backup().id().value());
        RestorePlan one =
                cluster.planner().plan(on(new TargetTimeline.Numbered(TimelineId.FIRST), new RecoveryTarget.Latest()));
        assertEquals(SECOND, one.backup().id().value());
        RestorePlan named = cluster.planner().plan(named(new RecoveryTarget.Latest(), SECOND));
        assertEquals(TimelineId.FIRST, named.history().timeline());
    }

    @Test
    void falls_back_to_an_older_timeline_for_a_time_before_the_new_ones_backups() throws Exception {
        cluster.segments(1, 3, 9).segments(2, 4, 9).history(2, "1\t0/400100\tno reason\n");
        backup(FIRST, 1, 0x600000, 0x600200, "2026-11-21T08:01:00Z", 100);
        backup(SECOND, 2, 0x600000, 0x600200, "2026-11-21T10:01:00Z", 200);
        RestorePlan plan = plan(time("2026-11-21T09:00:00Z"));
        assertEquals(FIRST, plan.backup().id().value());
        assertEquals(TimelineId.FIRST, plan.history().timeline());
    }

    @Test
    void refuses_timelines_that_are_unknown_or_lack_a_backup() throws Exception {
        twoBackups();
        assertEquals(
                Fault.TARGET_INVALID,
                refusal(on(new TargetTimeline.Numbered(new TimelineId(9)), new RecoveryTarget.Latest())));
        cluster.segments(2, 3, 4).history(2, "1\t0/300100\tno reason\n");
        assertEquals(
                Fault.NO_BACKUP,
                refusal(on(new TargetTimeline.Numbered(new TimelineId(2)), new RecoveryTarget.Latest())));
    }

    @Test
    void refuses_latest_while_the_newest_timeline_cannot_be_read() throws Exception {
        twoBackups();
        cluster.segments(2, 7, 9);
        assertEquals(Fault.CORRUPT, refusal(new RecoveryTarget.Latest()));
        RestorePlan plan =
                cluster.planner().plan(on(new TargetTimeline.Numbered(TimelineId.FIRST), new RecoveryTarget.Latest()));
        assertEquals(SECOND, plan.backup().id().value());
    }

    @Test
    void refuses_when_a_history_on_the_way_is_missing() throws Exception {
        twoBackups();
        cluster.segments(2, 7, 7).segments(3, 8, 9).history(3, "1\t0/700100\tx\n2\t0/800100\tx\n");
        assertEquals(Fault.OBJECT_MISSING, refusal(new RecoveryTarget.Latest()));
        cluster.history(2, "1\t0/700100\tx\n");
        assertEquals(
                new TimelineId(3), plan(new RecoveryTarget.Latest()).history().timeline());
    }

    @Test
    void refuses_a_history_with_two_contents() throws Exception {
        twoBackups();
        cluster.segments(2, 7, 9).history(2, "1\t0/700100\tx\n").history(2, "1\t0/700200\tx\n");
        assertEquals(Fault.CORRUPT, refusal(new RecoveryTarget.Latest()));
    }

    @Test
    void refuses_a_segment_with_two_contents_unless_the_target_lies_before_it() throws Exception {
        twoBackups();
        cluster.contradiction(1, 7);
        assertEquals(Fault.CORRUPT, refusal(new RecoveryTarget.Latest()));
        assertEquals(SECOND, plan(position(0x6FFFFF)).backup().id().value());
    }

    @Test
    void ignores_a_backup_without_its_commit_mark() throws Exception {
        twoBackups();
        cluster.put(new ObjectKey(cluster.lineage.id() + "/backups/20261121T110000.000Z/manifest.zst"), new byte[1]);
        assertEquals(SECOND, plan(new RecoveryTarget.Latest()).backup().id().value());
    }

    @Test
    void the_text_of_a_plan_tells_all_that_matters() throws Exception {
        twoBackups();
        String text = plan(time("2026-11-21T11:00:00.5Z")).text();
        assertTrue(text.contains("backup         20261121T100000.000Z, PostgreSQL 18"), text);
        assertTrue(text.contains("target         time 2026-11-21T11:00:00.500Z UTC, inclusive, then promote"), text);
        assertTrue(text.contains("WAL            0/600000 to 0/900080, up to 4 segments of 1.0 MiB"), text);
    }

    private RestorePlan plan(RecoveryTarget target) throws CairnException {
        return cluster.planner().plan(RestoreRequest.to(target));
    }

    private Fault refusal(RecoveryTarget target) {
        return refusal(RestoreRequest.to(target));
    }

    private Fault refusal(RestoreRequest request) {
        CairnException told =
                assertThrows(CairnException.class, () -> cluster.planner().plan(request));
        assertFalse(told.hint().isEmpty());
        return told.fault();
    }

    private static RestoreRequest named(RecoveryTarget target, String backup) {
        return new RestoreRequest(
                target,
                true,
                new TargetTimeline.Latest(),
                TargetAction.PROMOTE,
                Optional.of(new BackupId(backup)),
                Map.of());
    }

    private static RestoreRequest on(TargetTimeline timeline, RecoveryTarget target) {
        return new RestoreRequest(target, true, timeline, TargetAction.PROMOTE, Optional.empty(), Map.of());
    }

    private static RecoveryTarget position(long lsn) {
        return new RecoveryTarget.Position(new Lsn(lsn));
    }

    private static RecoveryTarget time(String time) {
        return new RecoveryTarget.Time(Instant.parse(time));
    }
}
