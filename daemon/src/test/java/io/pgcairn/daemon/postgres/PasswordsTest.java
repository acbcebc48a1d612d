package io.pgcairn.daemon.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(".pgpass"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Optional<String> find(String uri, Map<String, String> environment) throws PostgresException {
        return new Passwords(environment).find(PostgresSettings.parse(uri), "d");
    }

    @Test
    void the_uri_wins_over_the_environment_and_that_over_the_file() throws Exception {
        Path file = file("*:*:*:*:filed\n", "r--------");
        Map<String, String> both = Map.of("PGPASSWORD", "said", "PGPASSFILE", file.toString());
        assertEquals(Optional.of("written"), find("postgresql://u:written@h/d", both));
        assertEquals(Optional.of("said"), find("postgresql://u@h/d", both));
        assertEquals(Optional.of("filed"), find("postgresql://u@h/d", Map.of("PGPASSFILE", file.toString())));
        assertEquals(Optional.of("filed"), find("postgresql://u@h/d", Map.of("HOME", directory.toString())));
        assertEquals(Optional.of("filed"), find("postgresql://u@h/d?passfile=" + file, Map.of()));
        assertEquals(Optional.empty(), find("postgresql://u@h/d", Map.of()));
    }

    @Test
    void the_first_line_that_fits_counts() throws Exception {
        Path file = file(
                "# h:5432:d:u:no\nother:*:*:*:no\nh:5433:*:*:no\n*:*:d:u:a\\:b\\\\c:d\n*:*:*:*:last\n", "rw-------");
        Map<String, String> environment = Map.of("PGPASSFILE", file.toString());
        assertEquals(Optional.of("a:b\\c:d"), find("postgresql://u@h/d", environment));
        assertEquals(Optional.of("last"), find("postgresql://v@h/d", environment));
    }

    @Test
    void refuses_a_file_that_others_can_read_and_says_how_to_mend_it() throws Exception {
        Path file = file("*:*:*:*:x\n", "rw-r--r--");
        var refused = assertThrows(
                PostgresException.AuthenticationFailed.class,
                () -> find("postgresql://u@h/d?passfile=" + file, Map.of()));
        assertTrue(refused.hint().contains("chmod 640"), refused.hint());
        assertThrows(
                PostgresException.AuthenticationFailed.class,
                () -> find("postgresql://u@h/d?passfile=/nowhere/x", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "r--r-----", "rw-r-----", "rw-------"})
    void a_group_may_read_a_password_file(String permissions) throws Exception {
        Path file = file("*:*:*:*:x\n", permissions);
        assertEquals(Optional.of("x"), find("postgresql://u@h/d?passfile=" + file, Map.of()));
    }

    @Test
    void the_usual_file_is_passed_over_where_others_can_read_it() throws Exception {
        file("*:*:*:*:x\n", "rw-r--r--");
        assertEquals(Optional.empty(), find("postgresql://u@h/d", Map.of("HOME", directory.toString())));
    }

    @Test
    void libpq_is_told_the_password_where_it_would_pass_over_the_file() throws Exception {
        Path file = file("*:*:d:*:x\n", "rw-r-----");
        PostgresSettings settings = PostgresSettings.parse("postgresql://u@h/d?passfile=" + file);
        Passwords passwords = new Passwords(Map.of());
        assertEquals(Map.of("PGPASSWORD", "x"), passwords.variables(settings, "d"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Map.of("PGPASSFILE", file.toString()), passwords.variables(settings, "d"));
    }
}
