package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a tier must keep and need not, told again from the promise, in the plainest way: every backup is held against
 * every other one, every segment against every backup.
 */
final class SlowModel {
    private final HeldTier tier;
    private final RetentionPolicy policy;
    private final HeldTier told;
    private final List<Backup> whole;
    private final Instant windowStart;

    /** @param tier as it is now; what it becomes is not looked at */
    SlowModel(HeldTier tier, RetentionPolicy policy) {
        this.told = tier;
        this.tier = sound(tier);
        this.policy = policy;
        this.whole = this.tier.backups().stream()
                .filter(backup -> Restorable.isWhole(this.tier, backup))
                .toList();
        this.windowStart = whole.isEmpty() ? Instant.MIN : windowStart(whole, policy);
    }

    /** A backup that lies behind another one did not stop before it. */
    private static HeldTier sound(HeldTier tier) {
        List<Backup> backups = new ArrayList<>();
        for (Backup backup : tier.backups()) {
            Instant stopped = backup.stopped();
            for (Backup other : tier.backups()) {
                boolean isBefore = other.timeline().compareTo(backup.timeline()) < 0
                        || other.timeline().equals(backup.timeline())
                                && other.stop().isBefore(backup.stop());
                stopped = isBefore && other.stopped().isAfter(stopped) ? other.stopped() : stopped;
            }
            backups.add(new Backup(
                    backup.id(),
                    backup.timeline(),
                    backup.history(),
                    backup.start(),
                    backup.stop(),
                    stopped,
                    backup.parent(),
                    backup.isHeld(),
                    backup.isRead()));
        }
        return new HeldTier(backups, tier.segments(), tier.histories());
    }

    List<Backup> whole() {
        return whole;
    }

    boolean isRefused(Instant now) {
        List<Instant> times = tier.backups().stream()
                .map(Backup::stopped)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (whole().isEmpty() || now.isBefore(times.getFirst().minusSeconds(300))) {
            return true;
        }
        if (times.size() < 3) {
            return false;
        }
        Duration last = Duration.between(times.get(1), times.get(0));
        Duration before = Duration.between(times.get(2), times.get(1));
        return last.compareTo(policy.window()) > 0 && last.toMillis() > 3 * before.toMillis();
    }

    Instant windowStart() {
        return windowStart;
    }

    private static Instant windowStart(List<Backup> whole, RetentionPolicy policy) {
        List<Instant> times = whole.stream()
                .map(Backup::stopped)
                .sorted(Comparator.reverseOrder())
                .toList();
        Instant byTime = times.getFirst().minus(policy.window());
        Instant byCount = times.get(Math.min(times.size(), policy.minimum()) - 1);
        return byTime.isBefore(byCount) ? byTime : byCount;
    }

    /** A moment is over if a backup that was taken behind it stopped by the start of the window. */
    boolean isInWindow(long timeline, long position) {
        boolean isBackedUpLately = whole().stream()
                .anyMatch(backup -> backup.timeline().value() == timeline
                        && backup.stopped().isAfter(windowStart()));
        return whole().stream()
                .filter(backup -> !backup.stopped().isAfter(windowStart()))
                .noneMatch(backup ->
                        backup.timeline().value() == timeline && backup.stop().value() > position * Server.UNIT
                                || backup.timeline().value() > timeline && !isBackedUpLately);
    }

    private boolean isAlive(long timeline) {
        return isInWindow(timeline, Long.MAX_VALUE / Server.UNIT / 2);
    }

    private Set<Long> timelines() {
        Set<Long> all = new TreeSet<>(tier.segments().keySet());
        tier.backups().forEach(backup -> all.add(backup.timeline().value()));
        return all;
    }

    /** What the backups' marks tell. */
    private Optional<TimelineHistory> told(long timeline) {
        if (timeline == 1) {
            return Optional.of(TimelineHistory.root(io.pgcairn.daemon.postgres.TimelineId.FIRST));
        }
        for (Backup backup : tier.backups()) {
            TimelineHistory history = backup.history().orElse(null);
            List<TimelineHistory.Branch> before = new ArrayList<>();
            for (TimelineHistory.Branch branch :
                    history == null ? List.<TimelineHistory.Branch>of() : history.ancestors()) {
                if (branch.timeline().value() == timeline) {
                    return Optional.of(new TimelineHistory(branch.timeline(), before));
                }
                before.add(branch);
            }
            if (history != null && history.timeline().value() == timeline) {
                return Optional.of(history);
            }
        }
        return Optional.empty();
    }

    /** The end of the segment that is the first one known of a timeline. */
    private long firstSegment(long timeline) {
        Set<Long> known = new TreeSet<>(tier.segments().getOrDefault(timeline, new TreeSet<>()));
        tier.backups().stream()
                .filter(backup -> backup.timeline().value() == timeline)
                .forEach(backup -> known.add(segment(backup.start().value())));
        return known.iterator().next();
    }

    private static long segment(long position) {
        return position / HeldTier.SIZE.bytes();
    }

    private boolean mayUse(Backup backup, long timeline) {
        if (told(timeline).isPresent()) {
            return Restorable.isOn(told(timeline).get(), backup);
        }
        return backup.timeline().value() == timeline
                || backup.timeline().value() < timeline
                        && backup.stop().value() <= (firstSegment(timeline) + 1) * HeldTier.SIZE.bytes();
    }

    /** Whether a backup that stopped before the window is what a moment of this timeline in it begins with. */
    private boolean isBase(Backup backup, long timeline) {
        List<Backup> older = whole().stream()
                .filter(other -> !other.stopped().isAfter(windowStart()))
                .toList();
        boolean hasOwn = older.stream().anyMatch(other -> other.timeline().value() == timeline);
        if (told(timeline).isPresent() || hasOwn) {
            return isNewest(backup, older, other -> mayUse(other, timeline));
        }
        return timelines().stream()
                .filter(born -> born <= timeline && told(born).isEmpty())
                .anyMatch(born ->
                        isBaseBefore(backup, older, born, (firstSegment(timeline) + 1) * HeldTier.SIZE.bytes()));
    }

    /** Tries all places in the first known segment of a timeline as the one where it left any lower one. */
    private boolean isBaseBefore(Backup backup, List<Backup> older, long born, long limit) {
        Set<Long> lower = new TreeSet<>(timelines());
        tier.backups().stream()
                .flatMap(other -> other.history().stream())
                .forEach(history -> history.ancestors()
                        .forEach(branch -> lower.add(branch.timeline().value())));
        lower.add(1L);
        lower.removeIf(other -> other >= born);
        for (long parent : lower) {
            for (int quarter = 0; quarter <= 4; quarter++) {
                long place = firstSegment(born) * HeldTier.SIZE.bytes() + quarter * (long) Server.UNIT;
                TimelineHistory history = told(parent).orElse(null);
                boolean isPossible =
                        place <= limit && (history == null || history.begin().value() <= place);
                Predicate<Backup> isOnTheWay = other -> other.stop().value() <= place
                        && (history == null ? other.timeline().value() == parent : Restorable.isOn(history, other));
                if (isPossible && isNewest(backup, older, isOnTheWay)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNewest(Backup backup, List<Backup> all, Predicate<Backup> condition) {
        return all.contains(backup)
                && condition.test(backup)
                && all.stream().noneMatch(other -> condition.test(other) && isBehind(other, backup));
    }

    private static boolean isBehind(Backup other, Backup backup) {
        return Line.BY_POSITION.compare(other, backup) > 0;
    }

    Set<Backup> kept() {
        Set<Backup> kept = new HashSet<>(withLaterWal());
        for (Backup backup : tier.backups()) {
            if (backup.isHeld()
                    || isLastOf(backup, policy.daily(), day -> day)
                    || isLastOf(backup, policy.weekly(), day -> day.with(DayOfWeek.MONDAY))
                    || isLastOf(backup, policy.monthly(), day -> day.withDayOfMonth(1))
                    || isLastOf(backup, policy.yearly(), day -> day.withDayOfYear(1))) {
                kept.add(backup);
            }
        }
        for (int i = 0; i < tier.backups().size(); i++) {
            tier.backups().stream()
                    .filter(parent -> kept.stream()
                            .anyMatch(child ->
                                    child.parent().filter(parent.id()::equals).isPresent()))
                    .toList()
                    .forEach(kept::add);
        }
        return kept;
    }

    /** By the times that were told. */
    private boolean isLastOf(Backup sound, int count, Function<LocalDate, LocalDate> period) {
        Function<Backup, LocalDate> of =
                one -> period.apply(one.stopped().atZone(policy.zone()).toLocalDate());
        List<Backup> whole = told.backups().stream()
                .filter(one -> Restorable.isWhole(told, one))
                .toList();
        Backup backup = told.backups().stream()
                .filter(one -> one.id().equals(sound.id()))
                .findFirst()
                .orElseThrow();
        boolean isLast = whole.contains(backup)
                && whole.stream()
                        .noneMatch(
                                other -> of.apply(other).equals(of.apply(backup)) && SlowModel.isNewer(other, backup));
        long newer = whole.stream()
                .map(of)
                .filter(day -> day.isAfter(of.apply(backup)))
                .distinct()
                .count();
        return isLast && newer < count;
    }

    private static boolean isNewer(Backup other, Backup backup) {
        int byTime = other.stopped().compareTo(backup.stopped());
        return byTime > 0 || byTime == 0 && isBehind(other, backup);
    }

    private Set<Backup> withLaterWal() {
        Set<Backup> kept = new HashSet<>();
        for (Backup backup : tier.backups()) {
            long newer =
                    whole().stream().filter(other -> isNewer(other, backup)).count();
            boolean isOfMinimum = whole().contains(backup) && newer < policy.minimum();
            boolean isBase = timelines().stream().anyMatch(timeline -> isAlive(timeline) && isBase(backup, timeline));
            if (backup.isRead() || isOfMinimum || isBase || backup.stopped().isAfter(windowStart())) {
                kept.add(backup);
            }
        }
        return kept;
    }

    /** All segments that are needed, with as many timelines and numbers as are asked for. */
    Map<Long, Set<Long>> needed(long newest, long last) {
        Set<Backup> all = kept();
        Set<Backup> starts = withLaterWal();
        List<Long> alive = timelines().stream().filter(this::isAlive).toList();
        Map<Long, Set<Long>> needed = new TreeMap<>();
        for (long timeline = 1; timeline <= newest; timeline++) {
            needed.put(timeline, needed(timeline, last, all, starts, alive));
        }
        return needed;
    }

    /** Looks at each kept backup and at each timeline that may go on from it. */
    private Set<Long> needed(long timeline, long last, Set<Backup> all, Set<Backup> starts, List<Long> alive) {
        Set<Long> needed = new TreeSet<>();
        long highest = timelines().stream().reduce(0L, Math::max);
        for (long number = 0; number <= last; number++) {
            long segment = number;
            boolean isNeeded = timeline > highest
                    || all.stream().anyMatch(backup -> isOwn(backup, timeline, segment))
                    || alive.contains(timeline) && isTooNewForABackup(timeline, starts)
                    || alive.stream()
                            .anyMatch(end -> starts.stream()
                                    .anyMatch(
                                            start -> mayUse(start, end) && isOnTheWay(start, end, timeline, segment)));
            if (isNeeded) {
                needed.add(number);
            }
        }
        return needed;
    }

    private static boolean isOwn(Backup backup, long timeline, long segment) {
        boolean isRead = backup.isRead()
                && timeline >= backup.timeline().value()
                && segment >= segment(backup.start().value());
        return isRead
                || backup.timeline().value() == timeline
                        && segment >= segment(backup.start().value())
                        && segment <= segment(backup.stop().value());
    }

    private boolean isTooNewForABackup(long timeline, Set<Backup> starts) {
        return whole().stream().allMatch(backup -> backup.timeline().value() < timeline)
                && starts.stream().noneMatch(start -> mayUse(start, timeline));
    }

    private boolean isOnTheWay(Backup start, long end, long timeline, long segment) {
        if (timeline < start.timeline().value()
                || timeline > end
                || segment < segment(start.start().value())) {
            return false;
        }
        TimelineHistory history = told(end).orElse(null);
        if (history == null) {
            return start.timeline().value() != end || timeline == end;
        }
        long from = 0;
        for (TimelineHistory.Branch branch : history.ancestors()) {
            if (branch.timeline().value() == timeline) {
                return segment >= from && segment <= segment(branch.end().value());
            }
            from = segment(branch.end().value());
        }
        return timeline == end && segment >= from;
    }
}
