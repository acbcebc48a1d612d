package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.RealWal;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.postgres.WalMoment;
import io.pgcairn.daemon.postgres.WalRecord;
import io.pgcairn.daemon.postgres.WalRecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans over WAL that a real server wrote, the last segment as a tail. */
class TargetProofTest {
    private static final String EARLY = "20261121T080000.000Z";
    private static final String LATE = "20261121T080700.000Z";
    private static final int TAIL_BYTES = 0xA0;
    private static final SegmentSize SIZE = new SegmentSize(1 << 20);

    private StoredCluster cluster;

    @BeforeEach
    void store_real_wal() throws IOException {
        cluster = new StoredCluster();
        byte[] all = RealWal.bytes();
        for (int i = 0; i < RealWal.SEGMENTS - 1; i++) {
            cluster.lineage.wal().pushSegment(segment(i), ByteBuffer.wrap(all, i << 20, 1 << 20));
        }
        int last = RealWal.SEGMENTS - 1;
        cluster.lineage.wal().pushTail(segment(last), 0, ByteBuffer.wrap(all, last << 20, TAIL_BYTES));
        backup(EARLY, 0xE00000, 0xE00100, "2026-11-21T08:01:00Z");
        backup(LATE, 0x1100000, 0x117DB40, "2026-11-21T08:06:58.860Z");
    }

    private static SegmentName segment(int index) {
        return new SegmentName(TimelineId.FIRST, RealWal.FIRST_SEGMENT + index);
    }

    private void backup(String label, long start, long stop, String stopTime) throws IOException {
        StoredBackup.empty().label(label).from(start, stop).stoppedAt(stopTime).commitOnly(cluster.lineage.backups());
    }

    @Test
    void tells_the_newest_commit_in_the_plan() throws Exception {
        RestorePlan plan = plan(new RecoveryTarget.Latest());
        assertEquals(Optional.of(Instant.parse("2026-11-21T08:06:58.894550Z")), plan.newestCommit());
        assertTrue(plan.text().contains("newest commit  2026-11-21T08:06:58.894550Z UTC"), plan.text());
    }

    @Test
    void takes_a_time_only_if_a_later_transaction_is_stored() throws Exception {
        assertEquals(
                LATE, plan(time("2026-11-21T08:06:58.894549Z")).backup().id().value());
        assertEquals(Fault.TARGET_UNREACHABLE, refusal(time("2026-11-21T08:06:58.894550Z")));
        assertEquals(
                LATE,
                planner()
                        .plan(new RestoreRequest(
                                time("2026-11-21T08:06:58.894550Z"),
                                false,
                                new TargetTimeline.Latest(),
                                TargetAction.PROMOTE,
                                Optional.empty(),
                                Map.of()))
                        .backup()
                        .id()
                        .value());
    }

    @Test
    void looks_further_back_when_the_last_segment_has_no_commit() throws Exception {
        cluster = new StoredCluster();
        byte[] all = RealWal.bytes();
        for (int i = 0; i < 3; i++) {
            cluster.lineage.wal().pushSegment(segment(i), ByteBuffer.wrap(all, i << 20, 1 << 20));
        }
        backup(EARLY, 0xE00000, 0xE00100, "2026-11-21T08:01:00Z");
        assertEquals(
                Optional.of(Instant.parse("2026-11-21T08:06:58.791458Z")),
                plan(new RecoveryTarget.Latest()).newestCommit());
    }

    @Test
    void tells_a_gap_before_a_time() throws Exception {
        cluster = new StoredCluster();
        byte[] all = RealWal.bytes();
        cluster.lineage.wal().pushSegment(segment(0), ByteBuffer.wrap(all, 0, 1 << 20));
        cluster.segments(1, RealWal.FIRST_SEGMENT + 3, RealWal.FIRST_SEGMENT + 4);
        backup(EARLY, 0xE00000, 0xE00100, "2026-11-21T08:01:00Z");
        assertEquals(EARLY, plan(time("2026-11-21T08:06:58.7Z")).backup().id().value());
        assertEquals(Fault.WAL_GAP, refusal(time("2026-11-21T08:06:58.8Z")));
    }

    @Test
    void finds_the_backup_before_a_restore_point() throws Exception {
        assertEquals(
                LATE,
                plan(new RecoveryTarget.RestorePoint("the end")).backup().id().value());
        assertEquals(
                EARLY,
                plan(new RecoveryTarget.RestorePoint("before it")).backup().id().value());
    }

    @Test
    void takes_a_transaction_only_if_its_end_is_stored() throws Exception {
        RestorePlan plan = plan(new RecoveryTarget.Latest());
        WalMoments moments = new WalMoments(cluster.lineage.wal());
        Lsn start = plan.backup().startLsn();
        assertTrue(moments.mayEnd(firstXid(), plan.history(), Lsn.parse("0/E00000"), plan.walEnd()));
        assertFalse(moments.mayEnd(4_000_000, plan.history(), start, plan.walEnd()));
        RestoreException refused =
                assertThrows(RestoreException.class, () -> plan(new RecoveryTarget.Transaction(4_000_000)));
        assertEquals(Fault.TARGET_UNREACHABLE, refused.fault());
    }

    private static long firstXid() throws IOException {
        WalRecordReader reader = new WalRecordReader(
                new ByteArrayInputStream(RealWal.bytes()), segment(0).start(SIZE), SIZE);
        while (true) {
            WalRecord record = reader.next().orElseThrow();
            if (WalMoment.of(record).orElse(null) instanceof WalMoment.TransactionEnd end
                    && end.xid().isPresent()) {
                return end.xid().getAsLong();
            }
        }
    }

    @Test
    void refuses_a_restore_point_that_is_not_there_and_tells_where_it_looked() {
        CairnException told =
                assertThrows(RestoreException.class, () -> plan(new RecoveryTarget.RestorePoint("before")));
        assertEquals(Fault.TARGET_UNREACHABLE, told.fault());
        assertTrue(
                told.toString().contains("from 0/117DB40 to 0/13000A0 on timeline 1, nor from 0/E00100 to 0/117DB40"),
                told.toString());
    }

    @Test
    void refuses_a_restore_point_behind_which_the_named_backup_stops() {
        RestoreRequest request =
                RestoreRequest.to(new RecoveryTarget.RestorePoint("before it")).from(new BackupId(LATE));
        assertEquals(
                Fault.TARGET_UNREACHABLE,
                assertThrows(RestoreException.class, () -> planner().plan(request))
                        .fault());
    }

    @Test
    void takes_a_position_only_if_a_whole_record_starts_there_or_later() throws Exception {
        assertEquals(LATE, plan(position(0x1300070)).backup().id().value());
        assertEquals(LATE, plan(position(0x1300031)).backup().id().value());
        assertEquals(Fault.TARGET_UNREACHABLE, refusal(position(0x1300071)));
        assertEquals(Fault.TARGET_UNREACHABLE, refusal(position(0x13000A0)));
    }

    private RestorePlanner planner() {
        return new RestorePlanner(cluster.lineage, StoredCluster.CLOCK);
    }

    private RestorePlan plan(RecoveryTarget target) throws CairnException {
        return planner().plan(RestoreRequest.to(target));
    }

    private Fault refusal(RecoveryTarget target) {
        return assertThrows(CairnException.class, () -> plan(target)).fault();
    }

    private static RecoveryTarget time(String time) {
        return new RecoveryTarget.Time(Instant.parse(time));
    }

    private static RecoveryTarget position(long lsn) {
        return new RecoveryTarget.Position(new Lsn(lsn));
    }
}
