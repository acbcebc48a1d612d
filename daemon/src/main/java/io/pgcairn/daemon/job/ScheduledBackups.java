package io.pgcairn.daemon.job;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.BackupJobs;
import io.pgcairn.daemon.http.BackupOrder;
import io.pgcairn.daemon.schedule.Work;
import io.pgcairn.storage.ObjectLister;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Base backups as work to be scheduled. They go where those go that people ask for, so there is never one of each. What
 * ran is what the store has: a restart, another daemon and a person's backup all count.
 */
record ScheduledBackups(ClusterBackups backups, ObjectLister store, BackupJobs jobs) implements Work {
    @Override
    public Optional<Instant> last(Instant limit) throws CairnException {
        LineageId lineage = backups.lineage().id();
        Optional<BackupId> newest = new NewestBackup(store).find(lineage, limit);
        boolean isNews = newest.isPresent()
                && backups.newest(lineage)
                        .filter(known -> known.id().compareTo(newest.get()) >= 0)
                        .isEmpty();
        if (isNews) {
            // Another daemon took it: who asks this one how things stand is to hear of it.
            backups.findNewest();
        }
        return newest.map(BackupId::moment);
    }

    @Override
    public Optional<Duration> usual() {
        return backups.newest().map(backup -> Duration.between(backup.startTime(), backup.stopTime()));
    }

    @Override
    public Outcome run(Instant due) throws CairnException, InterruptedException {
        try {
            jobs.take(BackupOrder.dueAt(due));
            return Outcome.DONE;
        } catch (CairnException e) {
            if (e.fault() == Fault.BACKUP_BUSY) {
                return Outcome.BUSY;
            }
            throw e;
        }
    }
}
