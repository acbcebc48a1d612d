package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupShelf;
import io.pgcairn.daemon.config.RetentionConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Backups that a tier is to hold by its window and lacks while another tier holds them: it was emptied, rolled back, or
 * is not in step yet. What was deleted there by hand is not among them, nor what its own retention let go.
 *
 * @param tier which lacks them
 * @param holder which holds them
 * @param backups the oldest first
 */
public record LostBackups(String tier, String holder, List<BackupId> backups) {
    /** A backup is stored on one tier after the other: what is younger may be on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofHours(1);

    public LostBackups {
        backups = List.copyOf(backups);
    }

    /** What a tier lacks of another's. */
    public static LostBackups of(
            String tier, RetentionConfig retention, BackupShelf shelf, String holder, BackupShelf other, Instant now) {
        NavigableSet<BackupId> all = new TreeSet<>(good(shelf));
        all.addAll(good(other));
        List<BackupId> lost = good(other).stream()
                .filter(backup -> !isHeldOrBuried(shelf, backup))
                .filter(backup -> entry(other, backup).newest().isBefore(now.minus(ON_ITS_WAY)))
                .filter(backup -> isWanted(backup, all, retention))
                .toList();
        return new LostBackups(tier, holder, lost);
    }

    public boolean isEmpty() {
        return backups.isEmpty();
    }

    public String inWords() {
        return "tier " + tier + " lacks " + backups.size() + (backups.size() == 1 ? " backup" : " backups")
                + " that tier " + holder + " holds";
    }

    private static Collection<BackupId> good(BackupShelf shelf) {
        return shelf.entries().keySet().stream()
                .filter(backup -> entry(shelf, backup).isCommitted()
                        && !entry(shelf, backup).isBuried())
                .toList();
    }

    private static BackupShelf.Entry entry(BackupShelf shelf, BackupId backup) {
        return shelf.entries()
                .getOrDefault(backup, new BackupShelf.Entry(false, false, List.of(), 0, 0, Instant.EPOCH));
    }

    private static boolean isHeldOrBuried(BackupShelf shelf, BackupId backup) {
        BackupShelf.Entry entry = entry(shelf, backup);
        return entry.isCommitted() || entry.isBuried();
    }

    private static boolean isWanted(BackupId backup, NavigableSet<BackupId> all, RetentionConfig retention) {
        boolean isAmongNewest = all.tailSet(backup, false).size() < retention.minimum();
        try {
            Duration behind = Duration.between(backup.moment(), all.last().moment());
            return isAmongNewest || behind.compareTo(retention.window()) < 0;
        } catch (DateTimeException e) {
            // A label of the right form that is no moment: nobody's retention knows what to do with it.
            return isAmongNewest;
        }
    }
}
