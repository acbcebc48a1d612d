package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes base backups of one cluster from the files on its host, one at a time. A backup is good or it is not there:
 * what a failed one stored is discarded. Safe for use by several threads.
 */
public final class BaseBackups {
    private static final Logger LOG = LoggerFactory.getLogger(BaseBackups.class);

    private final PostgresConnector connector;
    private final Lineage lineage;
    private final WalDurability wal;
    private final BackupSettings settings;
    private final Clock clock;
    private final AtomicBoolean isRunning = new AtomicBoolean();

    public BaseBackups(
            PostgresConnector connector, Lineage lineage, WalDurability wal, BackupSettings settings, Clock clock) {
        this.connector = connector;
        this.lineage = lineage;
        this.wal = wal;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes a backup; returns once it is committed.
     *
     * @throws BackupBusyException another one is running
     * @throws BackupFailedException PostgreSQL, its files or its WAL did not allow it
     * @throws ObjectFailure the store did not
     */
    public BackupRecord take(BackupRequest request) throws CairnException, InterruptedException {
        if (!isRunning.compareAndSet(false, true)) {
            throw new BackupBusyException(lineage.id());
        }
        try {
            return takeOne(request);
        } finally {
            isRunning.set(false);
        }
    }

    private BackupRecord takeOne(BackupRequest request) throws CairnException, InterruptedException {
        Instant start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        BackupId id = BackupId.startedAt(start);
        try (Trail.Step _ = Trail.here().with("backup", id).enter()) {
            return takeOne(request, start, id);
        }
    }

    private BackupRecord takeOne(BackupRequest request, Instant start, BackupId id)
            throws CairnException, InterruptedException {
        LOG.info("backup {} of {} starts", id, lineage.id());
        try (BackupSession session = BackupSession.open(connector)) {
            BackupRecord backup = new RunningBackup(start, request, lineage, settings, session).run(wal);
            LOG.info(
                    "backup {} is good: {} files, {} bytes in {} stored, from {} to {}, bad pages: {}",
                    id,
                    backup.files(),
                    backup.plainBytes(),
                    backup.storedBytes(),
                    backup.startLsn(),
                    backup.stopLsn(),
                    backup.badPages());
            return backup;
        } catch (IOException e) {
            abandon(id, e);
            throw failure(id, e);
        } catch (CairnException | InterruptedException | RuntimeException e) {
            abandon(id, e);
            throw e;
        }
    }

    static CairnException failure(BackupId id, IOException e) {
        String doing = "backup " + id;
        if (e instanceof AccessDeniedException) {
            return new BackupFailedException(
                    doing + " may not read " + e.getMessage(),
                    "run the daemon as the user that PostgreSQL runs as, usually postgres",
                    e);
        }
        if (e instanceof NoSuchFileException) {
            return new BackupFailedException(
                    doing + " found no " + e.getMessage(),
                    "run the daemon on the PostgreSQL server's host, where it sees the data directory at the same path",
                    e);
        }
        ObjectFailure failure = ObjectFailure.of(doing, e);
        return failure.fault() == Fault.INTERNAL
                ? new BackupFailedException(doing + " failed: " + e, "see the log of the kernel for disk errors", e)
                : failure;
    }

    private void abandon(BackupId id, Exception cause) {
        LOG.error("backup {} of {} failed: {}", id, lineage.id(), String.valueOf(cause.getMessage()));
        discard(id);
    }

    /** Best effort: what stays behind has no commit mark and is no backup. */
    private void discard(BackupId id) {
        // Stores refuse to work for an interrupted thread, and this one may have been stopped that way.
        boolean wasInterrupted = Thread.interrupted();
        try {
            lineage.backups().discard(id);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("what was stored of the failed backup {} could not be deleted: {}", id, e.getMessage());
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
