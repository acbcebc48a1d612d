package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one cluster's base backups when asked to, one at a time, each on its own virtual thread, and remembers how the
 * last ones ended. Safe for use by several threads.
 */
public final class BackupJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupJobs.class);
    private static final int REMEMBERED = 32;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final BackupRunner runner;
    private final Clock clock;

    // Guarded by this; oldest first.
    private final LinkedHashMap<String, BackupJob> jobs = new LinkedHashMap<>();
    private long started;
    private @Nullable Thread running;

    public BackupJobs(BackupRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * Starts a backup.
     *
     * @throws BackupBusyException one is running
     */
    synchronized BackupJob start(Optional<String> note) throws BackupBusyException {
        for (BackupJob job : jobs.values()) {
            if (job.isRunning()) {
                throw new BackupBusyException(job.id());
            }
        }
        Instant now = clock.instant();
        BackupJob job = new BackupJob(STAMP.format(now) + "-" + ++started, now, note, new BackupJob.Running(0, 0));
        if (jobs.size() >= REMEMBERED) {
            jobs.remove(jobs.firstEntry().getKey());
        }
        jobs.put(job.id(), job);
        running = Thread.ofVirtual().name("backup-" + job.id()).start(() -> run(job));
        return job;
    }

    /** A job that is running, or one of the last that ended. */
    synchronized Optional<BackupJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    private void run(BackupJob job) {
        BackupJob.State end;
        try {
            end = new BackupJob.Committed(
                    runner.run(job.note(), (done, total) -> note(job.with(new BackupJob.Running(done, total)))));
        } catch (CairnException e) {
            LOG.error("backup job {} failed: {}; {}", job.id(), e.getMessage(), e.hint(), e);
            end = new BackupJob.Failed(e.fault(), String.valueOf(e.getMessage()), e.hint());
        } catch (InterruptedException e) {
            end = new BackupJob.Failed(Fault.BACKUP_FAILED, "the daemon stopped", "ask again when it runs");
        } catch (RuntimeException | Error e) {
            LOG.error("backup job {} failed", job.id(), e);
            end = new BackupJob.Failed(Fault.INTERNAL, "the backup failed: " + e, "see the log for the cause");
        }
        note(job.with(end));
    }

    private synchronized void note(BackupJob job) {
        jobs.put(job.id(), job);
    }

    /** Interrupts a backup that is being taken. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.interrupt();
        }
    }
}
