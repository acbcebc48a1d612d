package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.WalInventory;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.TimelineHistory;
import io.pgcairn.daemon.postgres.TimelineId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the catalogue says of a lineage at one moment; all that a plan is made from.
 *
 * @param backups the good ones
 * @param histories of the timelines that have a history file, and of timeline 1
 * @param unreadable the timelines whose history is missing or damaged, with what is wrong
 */
record RestoreFacts(
        List<BackupRecord> backups,
        WalInventory inventory,
        NavigableMap<TimelineId, TimelineHistory> histories,
        Map<TimelineId, String> unreadable,
        Instant now) {
    /** Lists the store anew. */
    static RestoreFacts read(Lineage lineage, Instant now) throws IOException {
        WalInventory inventory = lineage.wal().inventory();
        inventory.refresh();
        NavigableMap<TimelineId, TimelineHistory> histories = new TreeMap<>();
        NavigableMap<TimelineId, String> unreadable = new TreeMap<>();
        histories.put(TimelineId.FIRST, TimelineHistory.root(TimelineId.FIRST));
        for (TimelineId timeline : inventory.timelinesWithHistory()) {
            try {
                histories.put(timeline, lineage.wal().history(timeline));
            } catch (CorruptFrameException e) {
                unreadable.put(timeline, e.getMessage());
            }
        }
        for (TimelineId timeline : inventory.timelinesWithWal()) {
            if (!histories.containsKey(timeline)) {
                unreadable.putIfAbsent(timeline, timeline.historyFileName() + " is not in the store");
            }
        }
        return new RestoreFacts(lineage.backups().list(), inventory, histories, unreadable, now);
    }
}
