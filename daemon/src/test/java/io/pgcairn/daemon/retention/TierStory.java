package io.pgcairn.daemon.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentName;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tier told day by day. A backup of day 3 stops then at noon; it starts and stops within one segment. A timeline is
 * left in the middle of a segment.
 */
final class TierStory {
    private static final Instant DAY_ZERO = Instant.parse("2026-01-01T12:00:00Z");
    private static final long MIDDLE = HeldTier.SIZE.bytes() / 2;

    private final List<TierCatalogue.Backup> backups = new ArrayList<>();
    private final List<TierCatalogue.Timeline> timelines = new ArrayList<>();
    private final SortedMap<Long, TimelineHistory> histories = new TreeMap<>();
    private boolean isHistoryTold = true;

    static Instant day(double day) {
        return DAY_ZERO.plusSeconds((long) (day * 86_400));
    }

    static BackupId id(double day) {
        return BackupId.startedAt(day(day).minusSeconds(60));
    }

    /** Only a window and a least number. */
    static RetentionPolicy window(int days, int minimum) {
        return new RetentionPolicy(Duration.ofDays(days), minimum, 0, 0, 0, 0, ZoneOffset.UTC);
    }

    TierStory wal(long timeline, long firstSegment) {
        timelines.add(new TierCatalogue.Timeline(new TimelineId(timeline), firstSegment));
        return this;
    }

    /** A timeline leaves another one. */
    TierStory branch(long timeline, long from, long segment) {
        List<TimelineHistory.Branch> ancestors = new ArrayList<>(history(from).ancestors());
        ancestors.add(new TimelineHistory.Branch(new TimelineId(from), place(segment, MIDDLE)));
        histories.put(timeline, new TimelineHistory(new TimelineId(timeline), ancestors));
        return wal(timeline, segment);
    }

    private static Lsn place(long segment, long offset) {
        return new Lsn(segment * HeldTier.SIZE.bytes() + offset);
    }

    private TimelineHistory history(long timeline) {
        return histories.getOrDefault(timeline, TimelineHistory.root(new TimelineId(timeline)));
    }

    /** From here on marks say nothing of their timeline's ancestry. */
    TierStory withoutHistories() {
        isHistoryTold = false;
        return this;
    }

    TierStory backup(double day, long timeline, long segment) {
        return add(day, timeline, segment, Optional.empty());
    }

    TierStory increment(double day, long timeline, long segment, double parent) {
        return add(day, timeline, segment, Optional.of(id(parent)));
    }

    private TierStory add(double day, long timeline, long segment, Optional<BackupId> parent) {
        backups.add(new TierCatalogue.Backup(
                id(day),
                new TimelineId(timeline),
                isHistoryTold ? Optional.of(history(timeline)) : Optional.empty(),
                place(segment, 0x28),
                place(segment, 0x100),
                day(day),
                parent,
                false,
                false));
        return this;
    }

    /** The last backup is pinned, or read, or both. */
    TierStory touched(boolean isHeld, boolean isRead) {
        TierCatalogue.Backup last = backups.removeLast();
        backups.add(new TierCatalogue.Backup(
                last.id(),
                last.timeline(),
                last.history(),
                last.start(),
                last.stop(),
                last.stopped(),
                last.parent(),
                isHeld,
                isRead));
        return this;
    }

    TierCatalogue catalogue() {
        return new TierCatalogue(HeldTier.SIZE, backups, timelines);
    }

    RetentionPlan.Refused refused(RetentionPolicy policy, Instant now) {
        return assertInstanceOf(RetentionPlan.Refused.class, new RetentionPlanner().plan(catalogue(), policy, now));
    }

    Outcome decided(RetentionPolicy policy, double now) {
        RetentionPlan plan = new RetentionPlanner().plan(catalogue(), policy, day(now));
        return new Outcome(assertInstanceOf(RetentionPlan.Decided.class, plan, plan::toString));
    }

    /** What became of it. */
    record Outcome(RetentionPlan.Decided plan) {
        Outcome keeps(double day, Reason... reasons) {
            Verdict.Kept kept =
                    assertInstanceOf(Verdict.Kept.class, plan.verdicts().get(id(day)), "day " + day);
            assertEquals(Set.of(reasons), kept.reasons(), "day " + day);
            return this;
        }

        Outcome keepsUntil(double day, Optional<Instant> until) {
            Verdict.Kept kept =
                    assertInstanceOf(Verdict.Kept.class, plan.verdicts().get(id(day)), "day " + day);
            assertEquals(until, kept.until(), "day " + day);
            return this;
        }

        Outcome expires(double... days) {
            for (double day : days) {
                assertInstanceOf(
                        Verdict.Expired.class,
                        Objects.requireNonNull(plan.verdicts().get(id(day))),
                        "day " + day);
            }
            return this;
        }

        /** Exactly these of the first segments of a timeline are needed. */
        Outcome needs(long timeline, long... segments) {
            List<Long> wanted = java.util.Arrays.stream(segments).boxed().toList();
            List<Long> needed = new ArrayList<>();
            for (long number = 0; number < 100; number++) {
                if (plan.wal().needs(new SegmentName(new TimelineId(timeline), number))) {
                    needed.add(number);
                }
            }
            assertEquals(wanted, needed, "timeline " + timeline);
            return this;
        }

        /** Nothing before this segment, and everything from it on. */
        Outcome needsFrom(long timeline, long segment) {
            return needs(
                    timeline, java.util.stream.LongStream.range(segment, 100).toArray());
        }

        Outcome needsHistories(Long... timelines) {
            List<Long> needed = new ArrayList<>();
            for (long timeline = 2; timeline < 9; timeline++) {
                if (plan.wal().needsHistory(new TimelineId(timeline))) {
                    needed.add(timeline);
                }
            }
            assertEquals(List.of(timelines), needed);
            return this;
        }
    }
}
