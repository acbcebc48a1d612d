package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.docs.ShownBlock;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every query that a page shows, in a block or in a sentence, is one that PostgreSQL takes. */
class ShownSqlIT {
    private static final Pattern SPAN = Pattern.compile("(?<!```)`(SELECT [^`]+|ALTER SYSTEM \\S[^`]+|GRANT [^`]+);?`");

    /** What a page of PostgreSQL 15 and later shows, by words in it. */
    private static final String SINCE_15 = "pg_backup_start";

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 18})
    void every_shown_query_is_valid(int major) throws Exception {
        ServerBinaries binaries = major == 15 ? TestPostgres.requireDebian() : TestPostgres.embedded(major);
        try (TestPostgres postgres = TestPostgres.of(binaries)) {
            ServerInstance server = postgres.running();
            List<String> wrong = new ArrayList<>();
            int run = 0;
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                // What the pages drop, grant to and speak of is there.
                statement.execute("SELECT pg_create_physical_replication_slot(name) FROM unnest(ARRAY['pgcairn_main',"
                        + " 'barman']) AS name");
                for (String query : shown()) {
                    if (query.contains(SINCE_15) && major < 15) {
                        continue;
                    }
                    run++;
                    try {
                        statement.execute(query);
                    } catch (SQLException e) {
                        wrong.add(query + "\n  " + e.getMessage());
                    }
                }
            }
            assertEquals("", String.join("\n", wrong));
            assertTrue(run > 10, "queries run: " + run);
            if (major >= 15) {
                requireEnough(postgres, server);
            }
        }
    }

    @Test
    void what_is_asked_of_each_server_after_a_split_brain_is_answered_by_a_standby() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance standby = postgres.created(ClusterOptions.DEFAULT);
            Files.createFile(standby.data().resolve("standby.signal"));
            postgres.start(standby, Map.of());
            String query = shown().stream()
                    .filter(each -> each.contains("system_identifier"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("t", Sql.of(standby).ask(query));
        }
    }

    /** The role of the README has what a backup needs. */
    private static void requireEnough(TestPostgres postgres, ServerInstance server) throws Exception {
        String uri = server.uri().replaceFirst("//\\w+@", "//backup@");
        Site site = Site.make(postgres.directory().resolve("site"), uri);
        String said = site.run("check").text();
        assertTrue(said.contains("PostgreSQL") && said.contains(" slot"), said);
        assertFalse(said.contains("GRANT ") || said.contains("ALTER ROLE"), said);
    }

    private static Path root() {
        return Path.of(System.getProperty("pgcairn.root", ".."));
    }

    private static List<String> shown() throws IOException {
        List<String> shown = new ArrayList<>();
        for (ShownBlock block : ShownBlock.all()) {
            if (block.language().equals("sql")) {
                for (String query : block.text().replaceAll("--[^\n]*", "").split(";")) {
                    shown.add(query.strip());
                }
            }
        }
        for (String page : ShownBlock.pages()) {
            String text = Files.readString(root().resolve(page)).replaceAll("(?ms)^ *```.*?^ *```$", "");
            SPAN.matcher(text)
                    .results()
                    .map(found -> found.group(1).replace('\n', ' '))
                    .forEach(shown::add);
        }
        return shown.stream().filter(query -> !query.isEmpty()).toList();
    }
}
