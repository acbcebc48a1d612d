package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A line whose history is known. */
final class KnownLine implements Line {
    private final TimelineHistory history;
    private final Map<TimelineId, Integer> places = new HashMap<>();

    KnownLine(TimelineHistory history) {
        this.history = history;
        for (TimelineHistory.Branch branch : history.ancestors()) {
            places.put(branch.timeline(), places.size());
        }
        places.put(history.timeline(), places.size());
    }

    @Override
    public TimelineId timeline() {
        return history.timeline();
    }

    boolean hadBegunBy(Lsn position) {
        return !history.begin().isAfter(position);
    }

    @Override
    public boolean mayUse(Backup backup) {
        Integer place = places.get(backup.timeline());
        if (place == null || !isSameWayTo(place, backup)) {
            return false;
        }
        return place == history.ancestors().size() || !backup.stop().isAfter(end(place));
    }

    /** Two servers may have given one number to two timelines. */
    private boolean isSameWayTo(int place, Backup backup) {
        return backup.history().isEmpty()
                || backup.history().get().ancestors().equals(history.ancestors().subList(0, place));
    }

    private Lsn end(int place) {
        return history.ancestors().get(place).end();
    }

    @Override
    public List<Backup> bases(Collection<Backup> older) {
        return older.stream().filter(this::mayUse).max(BY_POSITION).stream().toList();
    }

    @Override
    public void gather(Collection<Backup> starts, WalGathering wal) {
        // What the one that starts first needs holds what all others need.
        starts.stream()
                .filter(this::mayUse)
                .min(Comparator.comparing(Backup::timeline).thenComparing(Backup::start))
                .ifPresent(first -> gather(first, wal));
    }

    private void gather(Backup first, WalGathering wal) {
        int place = places.getOrDefault(first.timeline(), 0);
        Lsn from = first.start();
        for (; place < history.ancestors().size(); place++) {
            // The segment of the switch is needed of both: the new timeline's copy of it may be missing.
            wal.between(history.ancestors().get(place).timeline(), from, end(place));
            from = end(place);
        }
        wal.from(timeline(), from);
    }
}
