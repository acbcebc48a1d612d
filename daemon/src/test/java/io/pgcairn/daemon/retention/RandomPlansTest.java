package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plans over random tiers that are pruned again and again, judged by a slow model that shares no code with them. */
class RandomPlansTest {
    private static final int PLANS = 5_000;
    private static final int STEPS = 30;
    private static final List<Duration> WINDOWS = List.of(
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(10),
            Duration.ofDays(36_500));

    private final RetentionPlanner planner = new RetentionPlanner();
    private int plans;
    private int pruned;
    private String told = "";

    @Test
    void every_promised_moment_stays_restorable_and_all_else_goes() {
        String given = System.getProperty("pgcairn.seed", "");
        long seed = given.isEmpty() ? new Random().nextLong() : Long.parseLong(given);
        for (int life = 0; plans < PLANS; life++) {
            told = "-Dpgcairn.seed=" + seed + " life " + life;
            live(new Random(seed + life));
        }
        assertTrue(pruned > PLANS / 10, told + ": hardly anything was pruned: " + pruned);
    }

    private void live(Random random) {
        boolean hasSaneClock = random.nextBoolean();
        Server server = new Server(random, hasSaneClock);
        RetentionPolicy policy = policy(random);
        for (int step = 0; step < STEPS; step++) {
            server.live();
            if (random.nextInt(3) == 0) {
                server.touchBackups();
                policy = random.nextInt(5) == 0 ? policy(random) : policy;
                judge(server, policy, server.time().plusSeconds(random.nextInt(800) - 400), random);
            }
        }
    }

    private static RetentionPolicy policy(Random random) {
        return new RetentionPolicy(
                WINDOWS.get(random.nextInt(WINDOWS.size())),
                1 + random.nextInt(4),
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(2),
                ZoneId.of(random.nextBoolean() ? "Pacific/Auckland" : "America/St_Johns"));
    }

    private void judge(Server server, RetentionPolicy policy, Instant now, Random random) {
        plans++;
        String where = told + " plan " + plans + " " + policy;
        TierCatalogue catalogue = server.tier.catalogue();
        RetentionPlan plan = planner.plan(catalogue, policy, now);
        assertEquals(plan, planner.plan(shuffled(catalogue, random), policy, now), where);
        SlowModel model = new SlowModel(server.tier, policy);
        assertEquals(model.isRefused(now), plan instanceof RetentionPlan.Refused, () -> where + plan);
        if (plan instanceof RetentionPlan.Decided decided) {
            assertEquals(model.windowStart(), decided.windowStart(), where);
            compare(server, model, decided, where);
            keepsItsPromise(server, model, decided, where);
            runningBackupKeepsItsWal(server, decided, where);
            HeldTier before = copy(server.tier);
            server.prune(decided);
            pruned += before.equals(server.tier) ? 0 : 1;
            assertFalse(new SlowModel(server.tier, policy).whole().isEmpty(), where);
            deletesNothingMore(server.tier, policy, now, where);
        }
    }

    private static TierCatalogue shuffled(TierCatalogue catalogue, Random random) {
        List<TierCatalogue.Backup> backups = new ArrayList<>(catalogue.backups());
        List<TierCatalogue.Timeline> timelines = new ArrayList<>(catalogue.timelines());
        Collections.shuffle(backups, random);
        Collections.shuffle(timelines, random);
        return new TierCatalogue(catalogue.segmentSize(), backups, timelines);
    }

    private static HeldTier copy(HeldTier tier) {
        HeldTier copy = new HeldTier();
        copy.backups().addAll(tier.backups());
        tier.segments().forEach((timeline, held) -> held.forEach(number -> copy.store(timeline, number)));
        copy.histories().addAll(tier.histories());
        return copy;
    }

    /** Backup by backup and segment by segment. */
    private static void compare(Server server, SlowModel model, RetentionPlan.Decided plan, String where) {
        List<BackupId> kept =
                model.kept().stream().map(TierCatalogue.Backup::id).toList();
        for (TierCatalogue.Backup backup : server.tier.backups()) {
            Verdict verdict = plan.verdicts().get(backup.id());
            assertEquals(kept.contains(backup.id()), verdict instanceof Verdict.Kept, () -> where + backup + verdict);
        }
        long last = server.written.values().stream().reduce(0L, Math::max) / 4 + 2;
        long newest = server.histories.keySet().stream().reduce(0L, Math::max) + 2;
        Map<Long, Set<Long>> wanted = model.needed(newest, last);
        for (long timeline = 1; timeline <= newest; timeline++) {
            TimelineId id = new TimelineId(timeline);
            Set<Long> needed = new TreeSet<>();
            for (long number = 0; number <= last; number++) {
                if (plan.wal().needs(new SegmentName(id, number))) {
                    needed.add(number);
                }
            }
            assertEquals(wanted.get(timeline), needed, () -> where + id);
            if (timeline > 1) {
                assertEquals(!needed.isEmpty(), plan.wal().needsHistory(id), () -> where + id);
            }
        }
    }

    /** Nobody has seen which timelines descend from which but the server. */
    private static void keepsItsPromise(Server server, SlowModel model, RetentionPlan.Decided plan, String where) {
        Restorable before = Restorable.from(server.tier, server.histories);
        Restorable after = Restorable.from(server.tier.after(plan), server.histories);
        before.positions().forEach((timeline, positions) -> {
            for (long position : positions) {
                if (model.isInWindow(timeline, position)) {
                    assertTrue(after.contains(timeline, position), () -> where + " at " + timeline + ":" + position);
                }
            }
        });
        for (Server.Moment moment : server.past) {
            boolean isPromised = server.hasSaneClock() && moment.time().isAfter(plan.windowStart());
            if (isPromised && before.contains(moment.timeline(), moment.position())) {
                assertTrue(after.contains(moment.timeline(), moment.position()), () -> where + moment);
            }
        }
    }

    private static void runningBackupKeepsItsWal(Server server, RetentionPlan.Decided plan, String where) {
        server.runningSince().ifPresent(start -> {
            SegmentName first = new SegmentName(new TimelineId(server.timeline()), start / 4);
            for (int i = 0; i < 3; i++, first = first.next()) {
                assertTrue(plan.wal().needs(first), where + " " + first);
            }
        });
    }

    private void deletesNothingMore(HeldTier tier, RetentionPolicy policy, Instant now, String where) {
        RetentionPlan again = planner.plan(tier.catalogue(), policy, now);
        if (again instanceof RetentionPlan.Decided decided) {
            assertEquals(tier, tier.after(decided), where);
        }
    }
}
