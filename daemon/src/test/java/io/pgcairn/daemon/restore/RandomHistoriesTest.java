package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.WalCoverage;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plans over random archives, judged by looking at every segment. */
class RandomHistoriesTest {
    private static final int ARCHIVES = 150;
    private static final int TARGETS = 20;
    private static final int SEGMENTS = 14;

    @Test
    void every_plan_to_a_position_can_be_replayed_and_every_refusal_is_justified() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int planned = 0;
        for (int archive = 0; archive < ARCHIVES; archive++) {
            StoredCluster cluster = randomArchive(random);
            for (int i = 0; i < TARGETS; i++) {
                Lsn target = new Lsn(random.nextLong(SEGMENTS) * StoredCluster.SEGMENT.bytes() + random.nextInt(4096));
                String told = "seed " + seed + " archive " + archive + " target " + target;
                planned += judge(cluster, target, told) ? 1 : 0;
            }
        }
        assertTrue(planned > ARCHIVES, "seed " + seed + ": hardly anything was planned: " + planned);
    }

    private static boolean judge(StoredCluster cluster, Lsn target, String told) throws CairnException, IOException {
        RestoreRequest request = RestoreRequest.to(new RecoveryTarget.Position(target));
        try {
            RestorePlan plan = cluster.planner().plan(request);
            assertFalse(plan.backup().stopLsn().isAfter(target), told);
            assertTrue(isReplayable(cluster.lineage.wal().inventory(), plan.history(), plan.backup(), target), told);
            return true;
        } catch (RestoreException refusal) {
            RestoreFacts facts = RestoreFacts.read(cluster.lineage, StoredCluster.NOW);
            TimelineHistory newest = null;
            for (TimelineHistory history : facts.histories().descendingMap().values()) {
                boolean hasBackup = facts.backups().stream()
                        .anyMatch(backup -> StartingPoint.isOn(backup, history)
                                && !backup.stopLsn().isAfter(target));
                newest = newest == null && hasBackup ? history : newest;
            }
            TimelineHistory wanted = newest;
            assertFalse(
                    wanted != null
                            && facts.backups().stream()
                                    .anyMatch(backup -> StartingPoint.isOn(backup, wanted)
                                            && isReplayable(facts.inventory(), wanted, backup, target)),
                    told + " was refused: " + refusal.getMessage());
            return false;
        }
    }

    /** Whether each byte from the backup's start to the target is stored where replay looks for it. */
    private static boolean isReplayable(
            WalInventory inventory, TimelineHistory history, BackupRecord backup, Lsn target) {
        if (backup.stopLsn().isAfter(target)) {
            return false;
        }
        long last = StoredCluster.SEGMENT.numberOf(target);
        for (long number = StoredCluster.SEGMENT.numberOf(backup.startLsn()); number <= last; number++) {
            var segment = WalCoverage.segmentOf(history, StoredCluster.SEGMENT, number);
            boolean hasTail = number == last && inventory.tailBytes(segment) > StoredCluster.SEGMENT.offsetOf(target);
            boolean hasOlder = number == last && isBeforeSwitch(inventory, history, target);
            if (!inventory.isComplete(segment) && !hasTail && !hasOlder) {
                return false;
            }
        }
        return true;
    }

    /** Whether the target is in an older timeline's copy of the segment in which that timeline was left. */
    private static boolean isBeforeSwitch(WalInventory inventory, TimelineHistory history, Lsn target) {
        long number = StoredCluster.SEGMENT.numberOf(target);
        return history.ancestors().stream().anyMatch(branch -> {
            var segment = new SegmentName(branch.timeline(), number);
            boolean isHeld = inventory.isComplete(segment)
                    || inventory.tailBytes(segment) > StoredCluster.SEGMENT.offsetOf(target);
            return StoredCluster.SEGMENT.numberOf(branch.end()) == number && target.isBefore(branch.end()) && isHeld;
        });
    }

    private static StoredCluster randomArchive(Random random) throws IOException {
        StoredCluster cluster = new StoredCluster();
        TreeMap<Integer, List<TimelineHistory.Branch>> ancestors = new TreeMap<>();
        ancestors.put(1, List.of());
        int timelines = 1 + random.nextInt(4);
        for (int timeline = 1; timeline <= timelines; timeline++) {
            if (timeline > 1) {
                branchOff(cluster, random, timeline, ancestors);
            }
            List<TimelineHistory.Branch> before = ancestors.getOrDefault(timeline, List.of());
            long from = before.isEmpty()
                    ? 1
                    : StoredCluster.SEGMENT.numberOf(before.getLast().end());
            long to = from + random.nextInt(SEGMENTS);
            for (long number = from; number <= to; number++) {
                if (random.nextInt(15) > 0) {
                    cluster.segments(timeline, number, number);
                }
            }
            cluster.tail(timeline, to + 1, 1 + random.nextInt(8192));
            randomBackup(cluster, random, timeline, from);
        }
        return cluster;
    }

    private static void branchOff(
            StoredCluster cluster,
            Random random,
            int timeline,
            TreeMap<Integer, List<TimelineHistory.Branch>> ancestors)
            throws IOException {
        int parent = 1 + random.nextInt(timeline - 1);
        List<TimelineHistory.Branch> branches = new ArrayList<>(ancestors.getOrDefault(parent, List.of()));
        long begin = branches.isEmpty() ? 1 << 20 : branches.getLast().end().value();
        Lsn end = new Lsn(begin + random.nextInt(4 << 20));
        branches.add(new TimelineHistory.Branch(new TimelineId(parent), end));
        ancestors.put(timeline, branches);
        StringBuilder text = new StringBuilder();
        branches.forEach(branch ->
                text.append(branch.timeline()).append('\t').append(branch.end()).append("\tx\n"));
        cluster.history(timeline, text.toString());
    }

    private static void randomBackup(StoredCluster cluster, Random random, int timeline, long from) throws IOException {
        long start = (from + random.nextInt(6)) * StoredCluster.SEGMENT.bytes() + 1 + random.nextInt(4096);
        StoredBackup.empty()
                .label("20261121T10000" + timeline + ".000Z")
                .on(timeline)
                .from(start, start + random.nextInt(1 << 20))
                .commitOnly(cluster.lineage.backups());
    }
}
