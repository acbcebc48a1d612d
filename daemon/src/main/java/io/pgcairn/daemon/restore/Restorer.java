package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupArchive;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.CorruptFrameException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a plan: places a backup into empty directories, proves every byte, and writes the recovery settings.
 * Either all of it is there and durable at the end, or nothing is.
 */
public final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    private final BackupArchive archive;
    private final RestoreListener listener;

    /** @param archive of the lineage that the plans are of */
    public Restorer(BackupArchive archive, RestoreListener listener) {
        this.archive = archive;
        this.listener = listener;
    }

    /**
     * Restores into a directory that is empty or absent.
     *
     * @throws RestoreException a directory is not empty, or cannot be written
     * @throws io.pgcairn.daemon.pipeline.ObjectFailure the backup cannot be read, or is damaged
     */
    public RestoreResult restore(RestorePlan plan, Path dataDirectory, RestoreOptions options) throws CairnException {
        long start = System.nanoTime();
        LOG.info(
                "restoring backup {} to {}, target {}",
                plan.backup().id(),
                dataDirectory,
                plan.request().target());
        DestinationMaker maker = new DestinationMaker();
        RestoreProgress progress = new RestoreProgress(listener, plan.backup().plainBytes());
        try {
            Destination destination = maker.make(dataDirectory, plan.tablespaces());
            fill(plan, destination, options, progress);
            makeStartable(destination, maker);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            LOG.info(
                    "restored {} files, {} bytes to {} in {}", progress.files(), progress.bytes(), dataDirectory, took);
            return new RestoreResult(
                    destination.dataDirectory(),
                    progress.files(),
                    progress.bytes(),
                    took,
                    StartNotes.of(plan, destination.dataDirectory(), System.getProperty("user.name", "")));
        } catch (IOException e) {
            CairnException failure = RestoreFailure.of(plan.backup().id(), dataDirectory, e);
            undo(maker, failure);
            throw failure;
        } catch (CairnException | RuntimeException | Error e) {
            undo(maker, e);
            throw e;
        }
    }

    /**
     * Refuses what a restore of the plan would refuse of its destination; makes nothing.
     *
     * @throws RestoreException a directory is not empty
     */
    public static void requireFree(RestorePlan plan, Path dataDirectory) throws CairnException {
        try {
            DestinationMaker.requireEmpty(dataDirectory, plan.tablespaces());
        } catch (IOException e) {
            throw RestoreFailure.of(plan.backup().id(), dataDirectory, e);
        }
    }

    private void fill(RestorePlan plan, Destination destination, RestoreOptions options, RestoreProgress progress)
            throws IOException {
        try (PackCrew crew = new PackCrew(options.parallelPacks(), progress)) {
            new BackupPlacer(archive, plan.backup(), destination, progress, crew).place();
        }
        Path dataDirectory = destination.dataDirectory();
        Optional<byte[]> rewrittenMap = new TablespaceLinks(dataDirectory).make(plan.tablespaces());
        try (InputStream manifest = archive.openPostgresManifest(plan.backup().id())) {
            PostgresManifestCopy.place(manifest, dataDirectory.resolve(PostgresManifestCopy.NAME), rewrittenMap);
        }
        RecoveryFiles.write(dataDirectory, RecoverySettings.text(plan, options));
    }

    /** Makes all durable, then gives pg_control its name: before that no PostgreSQL starts from the directory. */
    private static void makeStartable(Destination destination, DestinationMaker maker) throws IOException {
        Path dataDirectory = destination.dataDirectory();
        Path aside = dataDirectory.resolve(FilePlacer.CONTROL_FILE_ASIDE);
        if (!Files.exists(aside)) {
            throw new CorruptFrameException("the backup lacks " + FilePlacer.CONTROL_FILE, null);
        }
        for (Path tablespace : destination.tablespaceDirectories()) {
            TreeSync.sync(tablespace);
        }
        TreeSync.sync(dataDirectory);
        for (Path directory : maker.namesToSync()) {
            TreeSync.syncOne(directory);
        }
        Path control = dataDirectory.resolve(FilePlacer.CONTROL_FILE);
        Files.move(aside, control, StandardCopyOption.ATOMIC_MOVE);
        TreeSync.syncOne(control.resolveSibling(""));
    }

    private static void undo(DestinationMaker maker, Throwable failure) {
        try {
            maker.undo();
        } catch (IOException | RuntimeException e) {
            LOG.warn("what a failed restore had placed could not be removed: {}", e.toString());
            failure.addSuppressed(e);
        }
    }
}
