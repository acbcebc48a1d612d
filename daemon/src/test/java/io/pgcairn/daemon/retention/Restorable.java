package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which positions of which timelines can be restored from what a tier holds, found by trying each backup and walking
 * on from it, one quarter of a segment after the other. Knows the true ancestry.
 */
record Restorable(Map<Long, Set<Long>> positions) {
    static Restorable from(HeldTier tier, Map<Long, TimelineHistory> truth) {
        Map<Long, Set<Long>> positions = new TreeMap<>();
        truth.forEach((timeline, history) -> {
            Set<Long> reached = new TreeSet<>();
            for (TierCatalogue.Backup backup : tier.backups()) {
                if (isOn(history, backup) && isWhole(tier, backup) && hasHistories(tier, history, backup)) {
                    walk(tier, history, backup, reached);
                }
            }
            positions.put(timeline, reached);
        });
        return new Restorable(positions);
    }

    boolean contains(long timeline, long position) {
        return positions.getOrDefault(timeline, Set.of()).contains(position);
    }

    static boolean isOn(TimelineHistory history, TierCatalogue.Backup backup) {
        return backup.timeline().equals(history.timeline())
                || history.ancestors().stream()
                        .anyMatch(branch -> branch.timeline().equals(backup.timeline())
                                && backup.stop().value() <= branch.end().value());
    }

    static boolean isWhole(HeldTier tier, TierCatalogue.Backup backup) {
        return backup.parent().isEmpty()
                || tier.backups().stream()
                        .anyMatch(other -> other.id().equals(backup.parent().get()) && isWhole(tier, other));
    }

    private static boolean hasHistories(HeldTier tier, TimelineHistory history, TierCatalogue.Backup backup) {
        return timelines(history)
                .filter(timeline -> timeline.compareTo(backup.timeline()) >= 0 && timeline.value() > 1)
                .allMatch(timeline -> tier.histories().contains(timeline.value()));
    }

    private static Stream<TimelineId> timelines(TimelineHistory history) {
        return Stream.concat(
                history.ancestors().stream().map(TimelineHistory.Branch::timeline), Stream.of(history.timeline()));
    }

    private static void walk(HeldTier tier, TimelineHistory history, TierCatalogue.Backup backup, Set<Long> reached) {
        long position = backup.start().value() / Server.UNIT;
        long consistent = backup.stop().value() / Server.UNIT;
        long own = history.begin().value() / Server.UNIT;
        while (true) {
            // Where it begins a timeline is still the older one.
            if (position >= consistent && position > own) {
                reached.add(position);
            }
            if (!isHeld(tier, history, position)) {
                return;
            }
            position++;
        }
    }

    /** A newer timeline's first segment repeats the older one's bytes, so either will do. */
    private static boolean isHeld(HeldTier tier, TimelineHistory history, long position) {
        long segment = position / 4;
        TimelineId owner = history.timelineAt(new Lsn(position * Server.UNIT));
        List<TimelineId> line = timelines(history).toList();
        for (int i = line.indexOf(owner); i < line.size(); i++) {
            long begins = i == 0 ? 0 : history.ancestors().get(i - 1).end().value() / Server.UNIT;
            if (begins / 4 <= segment && tier.holds(line.get(i).value(), segment)) {
                return true;
            }
        }
        return false;
    }
}
