package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentsTest {
    private static final String MAIN = """
            http: { listen: 127.0.0.1:1 }
            clusters:
              main:
                postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                encryption: { recipients: [age1qqq, age1ppp] }
                wal: { parallel: 3, level: 3 }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(file(), MAIN);
        Files.createDirectory(directory.resolve("conf.d"));
    }

    @Test
    void later_files_win_key_by_key_and_replace_lists() throws Exception {
        fragment("10-a.yaml", "http: { listen: 127.0.0.1:2 }\nclusters: { main: { wal: { level: 4 } } }\n");
        fragment("20-b.yaml", """
                http: { listen: 127.0.0.1:3 }
                clusters:
                  main: { encryption: { recipients: [age1rrr] }, wal: { tail: { interval: 1s } } }
                  other:
                    postgres: { uri: "postgresql://postgres@127.0.0.1:5433/postgres" }
                    encryption: { enabled: false }
                    tiers: [{ name: near, store: "file:///x" }]
                """);
        fragment("30-nothing.yaml", "# nothing yet\n");

        Configuration configuration = load();

        assertEquals(3, configuration.http().port());
        assertEquals(
                List.of("main", "other"),
                configuration.clusters().stream().map(ClusterConfig::name).toList());
        ClusterConfig main = configuration.clusters().getFirst();
        assertEquals(3, main.wal().parallel());
        assertEquals(4, main.wal().level());
        assertEquals(Duration.ofSeconds(1), main.wal().tailInterval());
        assertEquals(List.of("age1rrr"), main.encryption().recipients());
    }

    @Test
    void problems_of_all_files_and_variables_are_told_together_in_their_order() throws IOException {
        Files.writeString(file(), MAIN + "nonsense: 1\n");
        fragment("10-a.yaml", "http:\n  listn: 5\n");
        fragment("20-b.yaml", "clusters:\n  main:\n    wal:\n      level: 77\n      level: 78\n");
        fragment("30-c.yaml", "[1, 2]\n");

        String message = refused(Map.of("PGCAIRN_LOG__LEVEL", "loud"));

        assertTrue(message.startsWith("the configuration has 6 problems:"), message);
        assertTrue(
                message.matches("(?s).*/pgcairn.yaml:9: nonsense: is not a known key.*"
                        + "conf.d/10-a.yaml:2: http.listn: is not a known key; did you mean 'listen'.*"
                        + "conf.d/20-b.yaml:4: clusters.main.wal.level: '77' is refused.*"
                        + "conf.d/20-b.yaml:5: clusters.main.wal.level: is given twice, first in line 4.*"
                        + "conf.d/30-c.yaml:1: is not a mapping.*"
                        + "PGCAIRN_LOG__LEVEL: log.level: 'loud' is refused.*"),
                message);
    }

    @Test
    void hidden_files_and_what_editors_leave_are_passed_over() throws Exception {
        for (String name : List.of(".10-a.yaml", "#10-a.yaml#", "10-a.yaml~", "10-a.yaml.swp", "10-a.yaml.dpkg-old")) {
            fragment(name, "nonsense: 1\n");
        }
        Files.createDirectory(directory.resolve("conf.d/20-directory.yaml"));
        assertEquals(List.of(), load().warnings());

        fragment("10-a.yml", "nonsense: 1\n");
        assertEquals(1, load().warnings().size());
        assertHas(load().warnings().getFirst(), "conf.d/10-a.yml is passed over; only *.yaml is read");
    }

    @Test
    void half_a_configuration_is_refused() throws Exception {
        Path dangling = Files.createSymbolicLink(directory.resolve("conf.d/10-a.yaml"), Path.of("nowhere"));
        assertHas(refused(Map.of()), "conf.d/10-a.yaml");
        Files.delete(dangling);

        Path pipe = directory.resolve("conf.d/20-b.yaml");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertHas(refused(Map.of()), "is no regular file");
        Files.delete(pipe);

        fragment("30-c.yaml", "a".repeat(2 << 20));
        assertHas(refused(Map.of()), "more than a megabyte");
        Files.delete(directory.resolve("conf.d/30-c.yaml"));

        for (int i = 0; i < 101; i++) {
            fragment(i + ".yaml", "");
        }
        assertHas(refused(Map.of()), "has 101 files; the most is 100");
    }

    @Test
    void only_the_file_that_holds_a_secret_is_warned_of() throws Exception {
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        Path secret = fragment(
                "10-a.yaml", "clusters: { main: { postgres: { uri: \"postgresql://u:pw@127.0.0.1/postgres\" } } }\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(List.of(), load().warnings());

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        List<String> warnings = load().warnings();
        assertEquals(1, warnings.size());
        assertHas(warnings.getFirst(), "10-a.yaml may hold a password");
        assertFalse(warnings.getFirst().contains("pgcairn.yaml may"), warnings.getFirst());
    }

    @Test
    void an_identity_that_all_can_read_is_warned_of() throws Exception {
        Path identity = Files.writeString(directory.resolve("identity.txt"), "AGE-SECRET-KEY-1");
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r--r--"));
        fragment("10-a.yaml", "clusters: { main: { encryption: { identities: [identity.txt] } } }\n");

        assertHas(load().warnings().getFirst(), "identity.txt holds a secret and every user can read it");
    }

    private Path fragment(String name, String text) throws IOException {
        return Files.writeString(directory.resolve("conf.d").resolve(name), text);
    }

    private Configuration load() throws ConfigurationException {
        return new ConfigurationLoader(Map.of()).load(file());
    }

    private String refused(Map<String, String> variables) {
        return String.valueOf(
                assertThrows(ConfigurationException.class, () -> new ConfigurationLoader(variables).load(file()))
                        .getMessage());
    }

    private static void assertHas(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
    }

    private Path file() {
        return directory.resolve("pgcairn.yaml");
    }
}
