package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.SegmentSize;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line that ends at a timeline of which no backup tells what it descends from. That can be any lower timeline. It was
 * left within the first segment that is known of this one: a timeline's first segment is the one in which it left
 * another, and where that is lost nothing leads here.
 */
final class UnknownLine implements Line {
    private final SegmentSize size;

    /** Where the first known segment begins, of this timeline and of all lower ones of which as little is known. */
    private final NavigableMap<TimelineId, Lsn> begins;

    private final List<KnownLine> lower;

    /** @param lower the lines to all lower timelines whose ancestry is known */
    UnknownLine(SegmentSize size, SortedMap<TimelineId, Lsn> begins, List<KnownLine> lower) {
        this.size = size;
        this.begins = new TreeMap<>(begins);
        this.lower = List.copyOf(lower);
    }

    @Override
    public TimelineId timeline() {
        return begins.lastKey();
    }

    @Override
    public boolean mayUse(Backup backup) {
        boolean isLower = backup.timeline().compareTo(timeline()) < 0;
        return isOn(timeline(), backup) || isLower && !backup.stop().isAfter(lastPlace());
    }

    /** Behind this no lower timeline was left on the way to this one. */
    private Lsn lastPlace() {
        return begins.lastEntry().getValue().plus(size.bytes());
    }

    private static boolean isOn(TimelineId timeline, Backup backup) {
        return backup.timeline().equals(timeline);
    }

    @Override
    public List<Backup> bases(Collection<Backup> older) {
        Optional<Backup> own = newestOn(timeline(), older);
        return own.isPresent()
                ? List.of(own.get())
                : begins.keySet().stream()
                        .flatMap(born -> basesBefore(born, older).stream())
                        .distinct()
                        .toList();
    }

    private static Optional<Backup> newestOn(TimelineId timeline, Collection<Backup> backups) {
        return backups.stream().filter(backup -> isOn(timeline, backup)).max(BY_POSITION);
    }

    /** The bases of every way to a place at which this timeline may have been born. */
    private List<Backup> basesBefore(TimelineId born, Collection<Backup> older) {
        List<Backup> bases = new ArrayList<>();
        for (Lsn place : places(Objects.requireNonNull(begins.get(born)), older)) {
            List<Backup> before = older.stream()
                    .filter(backup -> !backup.stop().isAfter(place))
                    .toList();
            lower.stream()
                    .filter(line -> line.timeline().compareTo(born) < 0 && line.hadBegunBy(place))
                    .forEach(line -> bases.addAll(line.bases(before)));
            begins.headMap(born)
                    .keySet()
                    .forEach(timeline -> newestOn(timeline, before).ifPresent(bases::add));
        }
        return bases;
    }

    /** Those within a timeline's first segment at which it makes a difference: its begin, and backups' stops. */
    private List<Lsn> places(Lsn begin, Collection<Backup> older) {
        Lsn end = begin.plus(size.bytes());
        Stream<Lsn> stops = older.stream().map(Backup::stop).filter(stop -> stop.isAfter(begin) && !stop.isAfter(end));
        return Stream.concat(Stream.of(begin), stops)
                .filter(place -> !place.isAfter(lastPlace()))
                .distinct()
                .toList();
    }

    @Override
    public void gather(Collection<Backup> starts, WalGathering wal) {
        Map<TimelineId, Lsn> firstStarts = starts.stream()
                .filter(this::mayUse)
                .collect(Collectors.toMap(Backup::timeline, Backup::start, (a, b) -> a.isBefore(b) ? a : b));
        firstStarts.forEach((from, start) -> {
            if (from.equals(timeline())) {
                wal.from(from, start);
            } else {
                wal.sweep(from, timeline(), start);
            }
        });
    }
}
