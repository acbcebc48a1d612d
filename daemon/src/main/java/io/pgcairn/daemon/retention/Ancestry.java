package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** What the backups tell of how timelines descend from one another, since history files are sealed. */
final class Ancestry {
    private final TierCatalogue catalogue;

    /** More than one of a timeline if two servers gave its number to theirs. */
    private final NavigableMap<TimelineId, Set<TimelineHistory>> histories = new TreeMap<>();

    Ancestry(TierCatalogue catalogue) {
        this.catalogue = catalogue;
        learn(TimelineHistory.root(TimelineId.FIRST));
        catalogue.backups().forEach(backup -> backup.history().ifPresent(this::learnAll));
    }

    private void learnAll(TimelineHistory history) {
        if (histories.getOrDefault(history.timeline(), Set.of()).contains(history)) {
            return;
        }
        List<TimelineHistory.Branch> ancestors = history.ancestors();
        for (int i = 0; i < ancestors.size(); i++) {
            learn(new TimelineHistory(ancestors.get(i).timeline(), ancestors.subList(0, i)));
        }
        learn(history);
    }

    private void learn(TimelineHistory history) {
        histories
                .computeIfAbsent(history.timeline(), _ -> new LinkedHashSet<>())
                .add(history);
    }

    /** The timelines with WAL or backups in the tier, ascending. */
    NavigableSet<TimelineId> timelines() {
        NavigableSet<TimelineId> timelines = new TreeSet<>();
        catalogue.timelines().forEach(timeline -> timelines.add(timeline.id()));
        catalogue.backups().forEach(backup -> timelines.add(backup.timeline()));
        return timelines;
    }

    /** All ways that may lead to a timeline, which is one of {@link #timelines()}. */
    List<Line> linesTo(TimelineId timeline) {
        Set<TimelineHistory> known = histories.getOrDefault(timeline, Set.of());
        return known.isEmpty()
                ? List.of(unknown(timeline))
                : known.stream().<Line>map(KnownLine::new).toList();
    }

    private UnknownLine unknown(TimelineId timeline) {
        SortedMap<TimelineId, Lsn> begins = new TreeMap<>();
        timelines().headSet(timeline, true).stream()
                .filter(lower -> !histories.containsKey(lower))
                .forEach(lower -> begins.put(lower, firstKnown(lower)));
        List<KnownLine> lower = histories.headMap(timeline).values().stream()
                .flatMap(Set::stream)
                .map(KnownLine::new)
                .toList();
        return new UnknownLine(catalogue.segmentSize(), begins, lower);
    }

    /** Where the first segment that is known of a timeline begins. */
    private Lsn firstKnown(TimelineId timeline) {
        SegmentSize size = catalogue.segmentSize();
        LongStream held = catalogue.timelines().stream()
                .filter(known -> known.id().equals(timeline))
                .mapToLong(TierCatalogue.Timeline::firstSegment);
        LongStream backedUp = catalogue.backups().stream()
                .filter(backup -> backup.timeline().equals(timeline))
                .mapToLong(backup -> size.numberOf(backup.start()));
        return new Lsn(LongStream.concat(held, backedUp).min().orElse(0) * size.bytes());
    }
}
