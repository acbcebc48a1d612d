package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.ObjectFailure;
import io.pgcairn.daemon.postgres.DatabaseQueries;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresException;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.trail.Trail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes logical dumps of one cluster, one at a time. Safe for use by several threads. */
public final class Dumps {
    private static final Logger LOG = LoggerFactory.getLogger(Dumps.class);
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final PostgresConnector connector;
    private final DumpSettings settings;
    private final Clock clock;
    private final Semaphore turn = new Semaphore(1);
    private volatile Optional<BackupId> running = Optional.empty();

    public Dumps(PostgresConnector connector, DumpSettings settings, Clock clock) {
        this.connector = connector;
        this.settings = settings;
        this.clock = clock;
    }

    /** The dump that is being taken, which has no mark yet; empty if none is. */
    public Optional<BackupId> running() {
        return running;
    }

    /**
     * Takes a dump; blocks until its mark is durable.
     *
     * @param lineage which the server belongs to
     * @throws DumpProgramException there is no {@code pg_dump} for this server
     * @throws DumpFailedException one of the programs failed, or a chosen database is not there
     * @throws DumpBusyException a dump is running
     * @throws PostgresException the server cannot be asked, or is another cluster
     * @throws ObjectFailure the store failed
     */
    public DumpRecord take(Lineage lineage, DumpListener listener) throws CairnException, InterruptedException {
        if (!turn.tryAcquire()) {
            throw new DumpBusyException();
        }
        try {
            ServerFacts server = new ServerQueries(connector).facts();
            if (!server.systemId().equals(lineage.id().systemId())) {
                throw new PostgresException.WrongCluster(
                        lineage.id().systemId(),
                        server.systemId(),
                        connector.settings().servers());
            }
            return take(lineage, server, listener);
        } finally {
            running = Optional.empty();
            turn.release();
        }
    }

    private DumpRecord take(Lineage lineage, ServerFacts server, DumpListener listener)
            throws CairnException, InterruptedException {
        DatabaseQueries queries = new DatabaseQueries(connector);
        List<String> databases = chosen(queries.databases());
        DumpPrograms.Found programs = new DumpPrograms(connector.environment(""), DEBIAN)
                .find(settings.programs(), queries.programs(), server.major());
        boolean readsPasswords = queries.readsRolePasswords();
        Instant start = clock.instant();
        BackupId id = BackupId.startedAt(start);
        running = Optional.of(id);
        boolean isDone = false;
        try (Trail.Step _ = Trail.here().with("dump", id).enter()) {
            RunningDump run = new RunningDump(id, connector, lineage.dumps(), programs, settings.format(), listener);
            DumpRecord.Part globals = run.globals(readsPasswords);
            for (String database : databases) {
                run.database(database, !settings.databases().isEmpty());
            }
            DumpRecord record = new DumpRecord(
                    id,
                    server.systemId(),
                    server.version(),
                    start,
                    clock.instant(),
                    programs.version(),
                    settings.format(),
                    readsPasswords,
                    globals,
                    run.databases(),
                    run.dropped());
            lineage.dumps().commit(record);
            isDone = true;
            return record;
        } catch (IOException e) {
            throw ObjectFailure.of("storing dump " + id, e);
        } finally {
            if (!isDone) {
                discard(lineage, id);
            }
        }
    }

    private List<String> chosen(List<String> there) throws DumpFailedException {
        if (settings.databases().isEmpty()) {
            return there;
        }
        List<String> absent = new ArrayList<>(settings.databases());
        absent.removeAll(there);
        if (!absent.isEmpty()) {
            throw DumpFailedException.absent(absent, there);
        }
        return settings.databases().stream().distinct().toList();
    }

    /** What stays behind has no mark and is no dump; retention finds it. */
    private static void discard(Lineage lineage, BackupId id) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            lineage.dumps().discard(id);
        } catch (IOException | RuntimeException e) {
            LOG.warn("parts of dump {} of {}, which failed, could not be deleted", id, lineage.id(), e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
