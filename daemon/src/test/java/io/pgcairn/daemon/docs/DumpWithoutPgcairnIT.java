package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.catalog.DumpFormat;
import io.pgcairn.daemon.catalog.DumpRecord;
import io.pgcairn.daemon.catalog.Lineage;
import io.pgcairn.daemon.catalog.LineageRecord;
import io.pgcairn.daemon.dump.DumpListener;
import io.pgcairn.daemon.dump.DumpSettings;
import io.pgcairn.daemon.dump.Dumps;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.postgres.PostgresConnector;
import io.pgcairn.daemon.postgres.PostgresSettings;
import io.pgcairn.daemon.postgres.ServerFacts;
import io.pgcairn.daemon.postgres.ServerQueries;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the commands for dumps of docs/restore-without-pgcairn.md as they stand. */
class DumpWithoutPgcairnIT {
    private static final String DOCUMENT = "docs/restore-without-pgcairn.md";
    private static final List<String> TOOLS = List.of("age", "zstd", "bash", "awk", "find", "grep");
    private static final String SUM = "SELECT count(*) || ' ' || md5(string_agg(t, ',' ORDER BY id)) FROM ledger";

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            names = {"CUSTOM", "PLAIN"})
    void the_documented_commands_bring_back_a_database_from_its_dump(DumpFormat format) throws Exception {
        Path bin = TestPostgres.requireDebian().directory();
        for (String tool : TOOLS) {
            boolean isThere =
                    Files.isExecutable(Path.of("/usr/bin", tool)) || Files.isExecutable(Path.of("/bin", tool));
            Assumptions.assumeTrue(isThere, "the program " + tool + " is not installed");
        }
        try (TestPostgres postgres = TestPostgres.of(TestPostgres.requireDebian())) {
            SealedArchive archive = SealedArchive.in(postgres.directory());
            ServerInstance server = postgres.running();
            execute(server, "CREATE TABLE ledger (id int, t text)");
            execute(server, "INSERT INTO ledger SELECT g, md5(g::text) FROM generate_series(1, 1000) g");
            String before = query(server);
            PostgresConnector connector = new PostgresConnector(PostgresSettings.parse(server.uri()));
            ServerFacts facts = new ServerQueries(connector).facts();
            Lineage lineage = archive.lineages()
                    .openOrCreate(
                            new LineageRecord(facts.systemId(), facts.major(), facts.segmentSize(), Instant.now()));
            DumpRecord dump = new Dumps(
                            connector,
                            new DumpSettings(List.of("postgres"), format, Optional.of(bin)),
                            Clock.systemUTC())
                    .take(lineage, DumpListener.SILENT);
            assertEquals(1, dump.databases().size());
            execute(server, "DROP TABLE ledger");
            run(connector, archive, bin);
            assertEquals(before, query(server));
        }
    }

    private static void run(PostgresConnector connector, SealedArchive archive, Path bin) throws Exception {
        List<String> blocks = Document.read(DOCUMENT).blocks("bash dump");
        assertEquals(1, blocks.size());
        String script = "STORE='" + archive.directory() + "' CLUSTER=" + SealedArchive.CLUSTER + " KEY='"
                + archive.key() + "' PGBIN='" + bin + "' NEW=postgres NUMBER=0000\n" + blocks.getFirst();
        Path said = Files.createTempFile("said-", ".txt");
        try {
            ProcessBuilder builder = CleanEnvironment.of(new ProcessBuilder("bash", "-c", script))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().putAll(connector.environment("postgres"));
            Process process = builder.start();
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the commands do not end");
            assertEquals(0, process.exitValue(), Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }

    private static void execute(ServerInstance server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(ServerInstance server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SUM)) {
            row.next();
            return row.getString(1);
        }
    }
}
