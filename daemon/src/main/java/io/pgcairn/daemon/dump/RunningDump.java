package io.pgcairn.daemon.dump;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.catalog.DumpArchive;
import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.pipeline.FrameStream;
import io.pgcairn.daemon.pipeline.FramedUpload;
import io.pgcairn.daemon.postgres.DatabaseQueries;
import io.pgcairn.daemon.postgres.PostgresConnector;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One dump while it is taken: runs the programs one after the other, each into an object. Used by one thread. */
final class RunningDump {
    private static final Logger LOG = LoggerFactory.getLogger(RunningDump.class);
    private static final int FRAME_BYTES = 1 << 20;

    /** A dump that waits for a table's lock makes all who come after it wait too, so it gives up. */
    private static final String LOCK_PATIENCE = "--lock-wait-timeout=600s";

    private final BackupId id;
    private final PostgresConnector connector;
    private final DumpArchive archive;
    private final DumpPrograms.Found programs;
    private final DumpFormat format;
    private final DumpListener listener;
    private final List<DumpRecord.Database> databases = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private long plainBytes;

    RunningDump(
            BackupId id,
            PostgresConnector connector,
            DumpArchive archive,
            DumpPrograms.Found programs,
            DumpFormat format,
            DumpListener listener) {
        this.id = id;
        this.connector = connector;
        this.archive = archive;
        this.programs = programs;
        this.format = format;
        this.listener = listener;
    }

    List<DumpRecord.Database> databases() {
        return databases;
    }

    List<String> dropped() {
        return dropped;
    }

    /** @param withPasswords whether our role may read the roles' passwords */
    DumpRecord.Part globals(boolean withPasswords) throws IOException, CairnException, InterruptedException {
        String database = connector.settings().database();
        List<String> words = new ArrayList<>(List.of(
                programs.dumpAll().toString(),
                "--globals-only",
                "--no-password",
                LOCK_PATIENCE,
                databaseWord(database)));
        if (!withPasswords) {
            words.add("--no-role-passwords");
        }
        try (FramedUpload upload = archive.beginGlobals(id)) {
            DumpProcess.End end = run(words, connector.environment(database), upload);
            if (end.exitCode() != 0) {
                throw DumpFailedException.ended("dumping the globals", end.exitCode(), end.said());
            }
            return DumpRecord.Part.of(upload.commit());
        }
    }

    /** Unlike pg_dump it asks for its database in words, and takes one with an equals sign for several settings. */
    private static String databaseWord(String database) {
        return "--database=dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** @param isNamed whether the operator chose it: then it is not to be missing, as it may be of all there are */
    void database(String name, boolean isNamed) throws IOException, CairnException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(programs.dump().toString(), "--format=" + format.word(), "--no-password", LOCK_PATIENCE));
        if (format == DumpFormat.CUSTOM) {
            // What is compressed already zstd cannot make smaller, and deflate would cost more than it does.
            words.add("--compress=0");
        }
        try (FramedUpload upload = archive.beginDatabase(id, databases.size(), format)) {
            DumpProcess.End end = run(words, connector.environment(name), upload);
            if (end.exitCode() == 0) {
                databases.add(new DumpRecord.Database(databases.size(), name, DumpRecord.Part.of(upload.commit())));
            } else if (isGone(name)) {
                if (isNamed) {
                    throw DumpFailedException.absent(List.of(name), new DatabaseQueries(connector).databases());
                }
                LOG.warn("dump {} is without database {}, which was dropped or renamed meanwhile", id, name);
                dropped.add(name);
            } else {
                throw DumpFailedException.ended("dumping database " + name, end.exitCode(), end.said());
            }
        }
    }

    private boolean isGone(String name) throws CairnException {
        return !new DatabaseQueries(connector).databases().contains(name);
    }

    /** Nothing appears in the store before the program has ended well. */
    private DumpProcess.End run(List<String> words, Map<String, String> environment, FramedUpload upload)
            throws IOException, CairnException, InterruptedException {
        DumpProcess process;
        try {
            process = DumpProcess.start(words, environment);
        } catch (IOException e) {
            throw DumpFailedException.notStarted("running " + words.getFirst(), e);
        }
        FrameStream frames = new FrameStream(upload, FRAME_BYTES);
        DumpProcess.End end = process.pump(new Counting(frames));
        frames.finish();
        return end;
    }

    /** Tells how far the dump is. */
    private final class Counting extends FilterOutputStream {
        Counting(OutputStream frames) {
            super(frames);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            plainBytes += length;
            listener.reached(plainBytes);
        }
    }
}
