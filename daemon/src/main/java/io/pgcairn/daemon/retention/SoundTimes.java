package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Times that agree with positions. WAL only grows, and a server never goes back to a lower timeline; so a backup that
 * lies behind another one did not stop before it, whatever a clock that was set back said. What it was cannot be known;
 * that the earlier of the two is believed keeps more.
 */
final class SoundTimes {
    private SoundTimes() {}

    /** The same backups, none of which stopped before one that it lies behind. */
    static TierCatalogue of(TierCatalogue catalogue) {
        List<Backup> inOrder =
                catalogue.backups().stream().sorted(Line.BY_POSITION).toList();
        List<Backup> sound = new ArrayList<>(inOrder.size());
        Instant latest = Instant.MIN;
        for (Backup backup : inOrder) {
            latest = backup.stopped().isAfter(latest) ? backup.stopped() : latest;
            sound.add(stoppedAt(backup, latest));
        }
        return new TierCatalogue(catalogue.segmentSize(), sound, catalogue.timelines());
    }

    private static Backup stoppedAt(Backup backup, Instant stopped) {
        return new Backup(
                backup.id(),
                backup.timeline(),
                backup.history(),
                backup.start(),
                backup.stop(),
                stopped,
                backup.parent(),
                backup.isHeld(),
                backup.isRead());
    }
}
