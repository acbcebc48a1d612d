package io.pgcairn.daemon.retention;

import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.daemon.retention.TierCatalogue.Backup;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** One way along which WAL can be replayed: a timeline and what it descends from. */
sealed interface Line permits KnownLine, UnknownLine {
    /** Along a line positions only grow; the rest makes the order total. */
    Comparator<Backup> BY_POSITION = Comparator.comparing(Backup::timeline)
            .thenComparing(Backup::stop)
            .thenComparing(Backup::stopped)
            .thenComparing(Backup::id);

    /** At which it ends. */
    TimelineId timeline();

    /** Whether replay along this line can begin at the backup, as far as is known. */
    boolean mayUse(Backup backup);

    /**
     * Those of which one must stay so that every position behind all of them, on the line's timeline, can be reached.
     *
     * @param older the backups that may be chosen from
     */
    List<Backup> bases(Collection<Backup> older);

    /** Gathers all WAL that replay along this line from any of the backups may read. */
    void gather(Collection<Backup> starts, WalGathering wal);
}
