package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.trail.Trail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one cluster's base backups, or its dumps, or does its restore drills, when asked to, one at a time, each on its
 * own virtual thread, and remembers how the last ones ended. Safe for use by several threads.
 */
public final class BackupJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackupJobs.class);
    private static final int REMEMBERED = 32;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final BackupRunner runner;
    private final Clock clock;
    private final JobKind kind;

    // Guarded by this; oldest first.
    private final LinkedHashMap<String, BackupJob> jobs = new LinkedHashMap<>();
    private long started;
    private @Nullable Thread running;
    private boolean isClosed;

    /** Of base backups. */
    public BackupJobs(BackupRunner runner, Clock clock) {
        this(runner, clock, JobKind.BACKUP);
    }

    /** Of logical dumps, which have neither name nor note. */
    public static BackupJobs ofDumps(BackupRunner runner, Clock clock) {
        return new BackupJobs(runner, clock, JobKind.DUMP);
    }

    /** Of restore drills. */
    public static BackupJobs ofDrills(BackupRunner runner, Clock clock) {
        return new BackupJobs(runner, clock, JobKind.DRILL);
    }

    private BackupJobs(BackupRunner runner, Clock clock, JobKind kind) {
        this.runner = runner;
        this.clock = clock;
        this.kind = kind;
    }

    /**
     * Starts a backup.
     *
     * @throws BackupBusyException one is running
     * @throws DaemonStoppingException this is closed
     */
    BackupJob start(BackupOrder order) throws CairnException {
        runner.admit(order);
        synchronized (this) {
            BackupJob job = begin(order);
            running = Thread.ofVirtual()
                    .name(kind.noun() + "-" + job.id())
                    .start(Trail.here().around(() -> run(job)));
            return job;
        }
    }

    /**
     * Takes a backup on this thread, whose owner stops it by interrupting it; returns when it is committed. One that is
     * refused since another daemon is at it is not remembered: it is asked for again and again.
     *
     * @return the backup's id
     * @throws BackupBusyException one is running
     * @throws InterruptedException it was stopped, or this is closed
     */
    public String take(BackupOrder order) throws CairnException, InterruptedException {
        runner.admit(order);
        BackupJob job;
        try {
            job = begin(order);
        } catch (DaemonStoppingException e) {
            throw new InterruptedException(e.getMessage());
        }
        try {
            return end(job);
        } catch (CairnException e) {
            if (e.fault() == kind.busy()) {
                forget(job);
            }
            throw e;
        }
    }

    private synchronized BackupJob begin(BackupOrder order) throws BackupBusyException, DaemonStoppingException {
        if (isClosed) {
            throw new DaemonStoppingException(kind);
        }
        for (BackupJob job : jobs.values()) {
            if (job.isRunning()) {
                throw new BackupBusyException(kind, job.id());
            }
        }
        Instant now = clock.instant();
        String id = STAMP.format(now) + "-" + ++started;
        BackupJob job = new BackupJob(id, now, order, new BackupJob.Running(0, 0));
        if (jobs.size() >= REMEMBERED) {
            jobs.remove(jobs.firstEntry().getKey());
        }
        jobs.put(job.id(), job);
        return job;
    }

    /** The one that is running and the last that ended, the newest first. */
    synchronized List<BackupJob> all() {
        return List.copyOf(jobs.sequencedValues().reversed());
    }

    /** A job that is running, or one of the last that ended. */
    synchronized Optional<BackupJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The one that is being taken. */
    synchronized Optional<BackupJob> running() {
        return jobs.values().stream().filter(BackupJob::isRunning).findFirst();
    }

    private void run(BackupJob job) {
        try {
            end(job);
        } catch (CairnException e) {
            LOG.error("{} job {} failed: {}; {}", kind.noun(), job.id(), e.getMessage(), e.hint(), e);
        } catch (InterruptedException e) {
            LOG.info("{} job {} was stopped with the daemon", kind.noun(), job.id());
        } catch (RuntimeException | Error e) {
            LOG.error("{} job {} failed", kind.noun(), job.id(), e);
        }
    }

    /** Takes it, and notes how it ended whatever happens. */
    private String end(BackupJob job) throws CairnException, InterruptedException {
        BackupJob.State end =
                new BackupJob.Failed(Fault.INTERNAL, "the " + kind.noun() + " failed", "see the log for the cause");
        try {
            String backup =
                    runner.run(job.order(), (done, total) -> note(job.with(new BackupJob.Running(done, total))));
            end = new BackupJob.Committed(backup);
            return backup;
        } catch (CairnException e) {
            end = new BackupJob.Failed(e.fault(), String.valueOf(e.getMessage()), e.hint());
            throw e;
        } catch (InterruptedException e) {
            end = new BackupJob.Failed(kind.failed(), "the daemon stopped", "ask again when it runs");
            throw e;
        } catch (RuntimeException | Error e) {
            end = new BackupJob.Failed(
                    Fault.INTERNAL, "the " + kind.noun() + " failed: " + e, "see the log for the cause");
            throw e;
        } finally {
            note(job.with(end));
        }
    }

    private synchronized void note(BackupJob job) {
        jobs.put(job.id(), job);
    }

    private synchronized void forget(BackupJob job) {
        jobs.remove(job.id());
    }

    /** Interrupts a backup that was asked for and is being taken, and begins none from here on. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Waits that long for it to end. */
    public void awaitEnd(Duration patience) throws InterruptedException {
        Thread last;
        synchronized (this) {
            last = running;
        }
        if (last != null) {
            last.join(patience);
        }
    }
}
