package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ancestries that backups tell without a key: their own, and those of their ancestors, each a beginning of it. */
final class KnownHistories {
    private final NavigableMap<TimelineId, TimelineHistory> histories = new TreeMap<>();

    KnownHistories(List<BackupRecord> backups) {
        histories.put(TimelineId.FIRST, TimelineHistory.root(TimelineId.FIRST));
        backups.forEach(backup -> backup.history().ifPresent(this::add));
    }

    /** Takes what a history says of its timeline and of its ancestors, unless that is known already. */
    void add(TimelineHistory history) {
        histories.putIfAbsent(history.timeline(), history);
        for (int i = 0; i < history.ancestors().size(); i++) {
            TimelineId ancestor = history.ancestors().get(i).timeline();
            histories.putIfAbsent(
                    ancestor, new TimelineHistory(ancestor, history.ancestors().subList(0, i)));
        }
    }

    boolean isKnown(TimelineId timeline) {
        return histories.containsKey(timeline);
    }

    Collection<TimelineHistory> all() {
        return histories.values();
    }
}
