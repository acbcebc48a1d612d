package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramEnvironmentTest {
    @TempDir
    private Path directory = Path.of("");

    private static Map<String, String> environment(String uri, Map<String, String> inherited, String database) {
        PostgresSettings settings = PostgresSettings.parse(uri);
        return new TreeMap<>(new ProgramEnvironment(settings, new Passwords(inherited)).of(database));
    }

    @Test
    void everything_that_the_uri_says_goes_by_variables() {
        Map<String, String> found = environment(
                "postgresql://me:p%40ss@one:5433,[::1]/other?sslmode=verify-full&sslrootcert=/ca&connect_timeout=7"
                        + "&target_session_attrs=primary&application_name=mine&channel_binding=require",
                Map.of("PATH", "/bin"), "my db");
        assertEquals(
                new TreeMap<>(Map.ofEntries(
                        Map.entry("PATH", "/bin"),
                        Map.entry("PGHOST", "one,::1"),
                        Map.entry("PGPORT", "5433,5432"),
                        Map.entry("PGUSER", "me"),
                        Map.entry("PGPASSWORD", "p@ss"),
                        Map.entry("PGDATABASE", "my db"),
                        Map.entry("PGAPPNAME", "mine"),
                        Map.entry("PGGSSENCMODE", "disable"),
                        Map.entry("PGSSLMODE", "verify-full"),
                        Map.entry("PGSSLROOTCERT", "/ca"),
                        Map.entry("PGCONNECT_TIMEOUT", "7"),
                        Map.entry("PGCHANNELBINDING", "require"),
                        Map.entry("PGTARGETSESSIONATTRS", "primary"))),
                found);
    }

    @Test
    void what_the_daemon_inherited_for_libpq_alone_leads_nowhere_else() {
        Map<String, String> found = environment(
                "postgresql://me@one/db",
                Map.of("PGSERVICE", "elsewhere", "PGOPTIONS", "-c x=y", "PGHOSTADDR", "10.0.0.1", "LANG", "C"),
                "db");
        for (String name : List.of("PGSERVICE", "PGOPTIONS", "PGHOSTADDR")) {
            assertFalse(found.containsKey(name), name);
        }
        assertEquals("C", found.get("LANG"));
    }

    @Test
    void directories_of_unix_sockets_are_hosts_to_libpq() {
        Map<String, String> found = environment("postgresql://me@/db?port=5433", Map.of(), "db");
        assertEquals("/var/run/postgresql,/tmp", found.get("PGHOST"));
        assertEquals("5433,5433", found.get("PGPORT"));
    }

    @Test
    void a_password_file_is_named_and_a_password_wins_over_it() throws Exception {
        Path file = Files.writeString(directory.resolve(".pgpass"), "*:*:*:*:x\n");
        Map<String, String> named = environment("postgresql://me@one/db", Map.of("PGPASSFILE", file.toString()), "db");
        assertEquals(file.toString(), named.get("PGPASSFILE"));
        Map<String, String> usual = environment("postgresql://me@one/db", Map.of("HOME", directory.toString()), "db");
        assertEquals(file.toString(), usual.get("PGPASSFILE"));
        Map<String, String> both =
                environment("postgresql://me@one/db", Map.of("PGPASSFILE", file.toString(), "PGPASSWORD", "y"), "db");
        assertEquals("y", both.get("PGPASSWORD"));
        assertFalse(both.containsKey("PGPASSFILE"));
    }
}
