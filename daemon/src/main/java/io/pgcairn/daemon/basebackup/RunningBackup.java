package io.pgcairn.daemon.basebackup;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.BackupRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.PathText;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.postgres.ControlData;
import io.pgcairn.daemon.postgres.PostgresException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One backup from start to commit mark. Used once, by one thread. */
final class RunningBackup {
    /** How often the session is asked whether it lives; the driver notices a lost one only then. */
    private static final Duration PULSE = Duration.ofSeconds(10);

    private static final String LABEL_FILE = "backup_label";
    private static final String TABLESPACE_MAP_FILE = "tablespace_map";

    private final BackupId id;
    private final Instant startTime;
    private final BackupRequest request;
    private final Lineage lineage;
    private final BackupSettings settings;
    private final BackupSession session;

    RunningBackup(
            Instant startTime, BackupRequest request, Lineage lineage, BackupSettings settings, BackupSession session) {
        this.id = BackupId.startedAt(startTime);
        this.startTime = startTime;
        this.request = request;
        this.lineage = lineage;
        this.settings = settings;
        this.session = session;
    }

    /** Takes the backup. Whatever it throws, what it stored is the caller's to discard. */
    BackupRecord run(WalDurability wal) throws CairnException, IOException, InterruptedException {
        ClusterLayout layout = session.layout();
        requireLineage(layout);
        BackupMeter meter = new BackupMeter(id, session.estimate(), request.listener());
        StartedBackup started = session.start("pgcairn " + id, settings.isFast());
        requireFilesOf(layout, started, ControlFile.read(layout.dataDirectory()).data());
        Tablespaces tablespaces = Tablespaces.find(layout.dataDirectory());
        try (BackupLedger ledger = BackupLedger.open(lineage.backups(), id, layout)) {
            PageCheck pages = new PageCheck(layout.hasChecksums(), layout.pages(), started.start());
            PackWorker.Packing packing =
                    new PackWorker.Packing(id, lineage.backups(), settings, new AtomicInteger(), pages, ledger, meter);
            copy(layout, tablespaces, packing);
            StoppedBackup stopped = stop(layout, started, packing);
            ledger.finish(started.timeline(), started.start(), stopped.stop());
            wal.awaitDurable(started.timeline(), stopped.stop());
            WalProof.require(lineage.wal(), started.timeline(), started.start(), stopped.stop());
            return commit(layout, tablespaces, started, stopped, ledger, meter);
        }
    }

    private void requireLineage(ClusterLayout layout) throws CairnException {
        if (!layout.systemId().equals(lineage.id().systemId())) {
            throw new PostgresException.WrongCluster(lineage.id().systemId(), layout.systemId(), session.servers());
        }
    }

    /** The checkpoint that the server just made must be in the files that we see, or they are those of a namesake. */
    static void requireFilesOf(ClusterLayout layout, StartedBackup started, ControlData control)
            throws BackupFailedException {
        if (!control.systemId().equals(layout.systemId()) || control.redo().isBefore(started.start())) {
            throw new BackupFailedException(
                    "the data directory " + layout.dataDirectory() + " on this host is not that of the server: its last"
                            + " checkpoint is of cluster " + control.systemId() + " at " + control.redo()
                            + ", the server's of " + layout.systemId() + " at " + started.start(),
                    "run the daemon on the host of the PostgreSQL server that the URI names",
                    null);
        }
    }

    private void copy(ClusterLayout layout, Tablespaces tablespaces, PackWorker.Packing packing)
            throws CairnException, IOException, InterruptedException {
        try (PackWorkers workers = new PackWorkers(packing, PULSE, session::requireAlive)) {
            new ClusterWalk(layout, tablespaces, workers::accept).run();
            workers.finish();
        }
    }

    /** Reads pg_control after all other files, stops the backup, and stores what belongs last into the last pack. */
    private StoppedBackup stop(ClusterLayout layout, StartedBackup started, PackWorker.Packing packing)
            throws CairnException, IOException {
        ControlFile control = ControlFile.read(layout.dataDirectory());
        StoppedBackup stopped = session.stop();
        if (!stopped.timeline().equals(started.timeline())) {
            throw new BackupFailedException(
                    "the server went from timeline " + started.timeline() + " to " + stopped.timeline()
                            + " during the backup",
                    "take another backup",
                    null);
        }
        storeLast(control, stopped, packing);
        return stopped;
    }

    /** These decide whether a directory can be started as a restored cluster, so a restore meets them last. */
    private static void storeLast(ControlFile control, StoppedBackup stopped, PackWorker.Packing packing)
            throws IOException {
        List<SourceEntry.GivenFile> files = new ArrayList<>();
        files.add(given(LABEL_FILE, stopped.label(), control, stopped));
        if (!stopped.tablespaceMap().isEmpty()) {
            files.add(given(TABLESPACE_MAP_FILE, stopped.tablespaceMap(), control, stopped));
        }
        files.add(new SourceEntry.GivenFile(ControlFile.NAME, control.mode(), control.modified(), control.bytes()));
        try (PackWriter pack = packing.begin(ByteBuffer.allocate(0))) {
            for (SourceEntry.GivenFile file : files) {
                packing.meter().fileDone(pack.addGiven(file).size(), 0);
            }
            packing.finish(pack);
        }
    }

    private static SourceEntry.GivenFile given(String name, String text, ControlFile like, StoppedBackup stopped) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new SourceEntry.GivenFile(name, like.mode(), stopped.time(), bytes);
    }

    private BackupRecord commit(
            ClusterLayout layout,
            Tablespaces tablespaces,
            StartedBackup started,
            StoppedBackup stopped,
            BackupLedger ledger,
            BackupMeter meter)
            throws CairnException, IOException, InterruptedException {
        BackupRecord backup = new BackupRecord(
                id,
                request.name(),
                request.note(),
                layout.systemId(),
                layout.version(),
                started.timeline(),
                HistoryFile.read(layout.dataDirectory(), started.timeline()),
                started.start(),
                stopped.stop(),
                startTime,
                stopped.time(),
                stopped.nextXid(),
                PathText.of(layout.dataDirectory()),
                tablespaces.linked(),
                ledger.packs(),
                meter.files(),
                meter.bytes(),
                ledger.storedBytes(),
                meter.badPages());
        lineage.backups().requireParts(backup);
        request.gate().pass(id);
        try {
            lineage.backups().commit(backup);
        } catch (IOException e) {
            requireCommitted(e);
        }
        return backup;
    }

    /** A reply that got lost does not undo a commit mark. */
    private void requireCommitted(IOException failure) throws IOException {
        boolean isCommitted =
                lineage.backups().list().stream().anyMatch(backup -> backup.id().equals(id));
        if (!isCommitted) {
            throw failure;
        }
    }
}
