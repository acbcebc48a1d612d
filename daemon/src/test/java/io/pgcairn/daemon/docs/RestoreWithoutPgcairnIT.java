package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.basebackup.BackupListener;
import io.pgcairn.daemon.basebackup.BackupRequest;
import io.pgcairn.daemon.basebackup.BackupSettings;
import io.pgcairn.daemon.basebackup.BaseBackups;
import io.pgcairn.daemon.basebackup.CommitGate;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.FreePort;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Destroys a server and runs the commands of docs/restore-without-pgcairn.md as they stand. */
class RestoreWithoutPgcairnIT {
    private static final String DOCUMENT = "docs/restore-without-pgcairn.md";
    private static final List<String> TOOLS = List.of("age", "zstd", "tar", "bash", "awk", "sed", "sync", "truncate");
    private static final BackupSettings SMALL_PACKS = new BackupSettings(2, 1 << 20, 300, true);
    private static final ClusterOptions SMALL_SEGMENTS = ClusterOptions.DEFAULT.withWalSegmentMegabytes(1);
    private static final String CONTENT = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t, ',' ORDER BY id)), '')"
            + " FROM (SELECT id, t FROM ledger UNION ALL SELECT id, t FROM elsewhere) AS everything";

    @Test
    void the_documented_commands_bring_back_every_row_and_again_after_a_timeline_switch() throws Exception {
        ServerBinaries debian = TestPostgres.requireDebian();
        requireTools();
        try (TestPostgres postgres = TestPostgres.of(debian)) {
            SealedArchive archive = SealedArchive.in(postgres.directory());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            int port = FreePort.find().number();
            ServerInstance server = postgres.running(SMALL_SEGMENTS, Map.of());
            String first = backUpAndWrite(server, archive, tablespace, port);
            destroy(server, tablespace);

            Path restored = postgres.directory().resolve("restored");
            assertTrue(mostTails(archive) > 1, "the last segment has several tails to be joined");
            assertEquals(first, contentAfterRestore(postgres, archive, tablespace, restored, port));
            Path script = restored.resolve("fetch-wal");
            assertTellsAbsentFromTrouble(script, archive);

            ServerInstance second = postgres.opened(restored);
            postgres.start(second, Map.of());
            String later = writeMore(second, archive);
            destroy(second, tablespace);
            Path again = postgres.directory().resolve("restored again");
            assertEquals(later, contentAfterRestore(postgres, archive, tablespace, again, port));
        }
    }

    private static void requireTools() {
        for (String tool : TOOLS) {
            boolean isThere =
                    Files.isExecutable(Path.of("/usr/bin", tool)) || Files.isExecutable(Path.of("/bin", tool));
            Assumptions.assumeTrue(isThere, "the program " + tool + " is not installed");
        }
    }

    /** A backup in the middle of writes that go on into complete segments and a last one that is filling. */
    private static String backUpAndWrite(ServerInstance server, SealedArchive archive, Path tablespace, int port)
            throws Exception {
        server.handOver(tablespace);
        execute(server.jdbcUrl(), "CREATE TABLESPACE elsewhere LOCATION '" + tablespace + "'");
        execute(server.jdbcUrl(), "CREATE TABLE elsewhere (id int, t text) TABLESPACE elsewhere");
        execute(server.jdbcUrl(), "CREATE TABLE ledger (id int, t text)");
        // Where the restored server is to listen: the document starts it with the settings of the backup.
        execute(server.jdbcUrl(), "ALTER SYSTEM SET port = " + port);
        execute(server.jdbcUrl(), "ALTER SYSTEM SET listen_addresses = '127.0.0.1'");
        execute(server.jdbcUrl(), "ALTER SYSTEM SET unix_socket_directories = '" + tablespace.resolveSibling("") + "'");
        // The restored server has no slot yet when it begins to write.
        execute(server.jdbcUrl(), "ALTER SYSTEM SET wal_keep_size = '256MB'");
        PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
        try (RunningIntake intake = new RunningIntake(connector, archive.lineages())) {
            insert(server, 0);
            intake.awaitDurable(position(server));
            var lineage = intake.intake().lineage().orElseThrow();
            new BaseBackups(
                            connector,
                            lineage,
                            (timeline, stop) -> intake.awaitDurable(stop),
                            SMALL_PACKS,
                            Clock.systemUTC())
                    .take(new BackupRequest("", "for the document", BackupListener.SILENT, CommitGate.OPEN));
            return insertAndSettle(server, intake, 1_000_000);
        }
    }

    private static String writeMore(ServerInstance server, SealedArchive archive) throws Exception {
        PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
        try (RunningIntake intake = new RunningIntake(connector, archive.lineages())) {
            return insertAndSettle(server, intake, 2_000_000);
        }
    }

    private static String insertAndSettle(ServerInstance server, RunningIntake intake, int first) throws Exception {
        insert(server, first);
        intake.awaitDurable(position(server));
        // The first query after an insert writes hints into WAL; the rows after it go into tails of their own.
        query(server.jdbcUrl(), CONTENT);
        for (int i = 1; i <= 3; i++) {
            execute(server.jdbcUrl(), "INSERT INTO ledger VALUES (" + (first + 500_000 + i) + ", 'one of the last')");
            intake.awaitDurable(position(server));
        }
        return query(server.jdbcUrl(), CONTENT);
    }

    private static void insert(ServerInstance server, int first) throws SQLException {
        for (String table : List.of("ledger", "elsewhere")) {
            execute(
                    server.jdbcUrl(),
                    "INSERT INTO " + table + " SELECT g, repeat(md5(g::text), 20) FROM generate_series(" + first + ", "
                            + (first + 3000) + ") g");
        }
    }

    private static long mostTails(SealedArchive archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive.directory())) {
            return files
                    .map(file -> file.resolveSibling("").toString())
                    .filter(directory -> directory.endsWith(".tail"))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
        }
    }

    private static void destroy(ServerInstance server, Path tablespace) throws Exception {
        server.kill();
        run(List.of("rm", "-rf", server.data().toString()));
        run(List.of("find", tablespace.toString(), "-mindepth", "1", "-delete"));
    }

    /** Runs the document's commands as the servers' user, and asks the server that they start. */
    private static String contentAfterRestore(
            TestPostgres postgres, SealedArchive archive, Path tablespace, Path data, int port) throws Exception {
        List<String> blocks = Document.read(DOCUMENT).blocks("bash restore");
        assertTrue(blocks.size() >= 5, "blocks in " + DOCUMENT + ": " + blocks.size());
        Path bin = TestPostgres.requireDebian().directory();
        Path script = postgres.directory().resolve("commands.sh");
        Files.writeString(
                script,
                "STORE='" + archive.directory() + "' CLUSTER=" + SealedArchive.CLUSTER + " KEY='" + archive.key()
                        + "' DATA='" + data + "' PGBIN='" + bin + "'\n" + String.join("\n", blocks));
        ServerInstance owner = postgres.opened(data);
        for (Path tree : List.of(archive.directory(), archive.key(), tablespace, script, postgres.directory())) {
            owner.handOver(tree);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + ClusterOptions.SUPERUSER;
        try {
            run(asServersUser(List.of("bash", script.toString())));
            return query(url, CONTENT);
        } finally {
            if (Files.exists(data.resolve("postmaster.pid"))) {
                run(asServersUser(
                        List.of(bin.resolve("pg_ctl").toString(), "-D", data.toString(), "-m", "fast", "-w", "stop")));
            }
        }
    }

    /** What the script that PostgreSQL calls says when there is nothing, and when it cannot know. */
    private static void assertTellsAbsentFromTrouble(Path script, SealedArchive archive) throws Exception {
        Path lineage;
        try (var found = Files.list(archive.directory().resolve(SealedArchive.CLUSTER))) {
            lineage = found.findFirst().orElseThrow();
        }
        assertEquals(1, exitOf(script, lineage, archive.key(), "00000009.history"));
        assertEquals(1, exitOf(script, lineage, archive.key(), "0000000100000FFF00000001"));
        assertEquals(200, exitOf(script, lineage, archive.key(), "000000010000000000000000"), "later WAL is there");
        assertEquals(200, exitOf(script, lineage.resolve("none"), archive.key(), "0000000100000FFF00000001"));
        Path held = lineage.resolve("wal/00000001");
        String segment;
        try (var found = Files.list(held)) {
            segment = found.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zst.age"))
                    .findFirst()
                    .orElseThrow()
                    .substring(0, 24);
        }
        assertEquals(0, exitOf(script, lineage, archive.key(), segment));
        assertEquals(200, exitOf(script, lineage, lineage.resolve("lineage.json"), segment), "not a key");
    }

    private static int exitOf(Path script, Path lineage, Path key, String name) throws Exception {
        Path target = script.resolveSibling("fetched");
        Process process = CleanEnvironment.of(new ProcessBuilder(
                        "bash", script.toString(), lineage.toString(), key.toString(), name, target.toString()))
                .redirectErrorStream(true)
                .redirectOutput(script.resolveSibling("fetched.log").toFile())
                .start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "fetch-wal does not end");
        return process.exitValue();
    }

    /** PostgreSQL refuses to run as root; where we are not root the servers' user is ours. */
    private static List<String> asServersUser(List<String> words) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return words;
        }
        List<String> wrapped =
                new ArrayList<>(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        wrapped.addAll(words);
        return wrapped;
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said-", ".txt");
        try {
            Process process = CleanEnvironment.of(new ProcessBuilder(words))
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            String text = Files.readString(said);
            assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + text);
        } finally {
            Files.delete(said);
        }
    }

    private static Lsn position(ServerInstance server) throws SQLException {
        return Lsn.parse(query(server.jdbcUrl(), "SELECT pg_current_wal_flush_lsn()::text"));
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
