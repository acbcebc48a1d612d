package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.nodes.Node;

class CredentialsTest {
    private static final String TEXT = """
            clusters:
              main:
                postgres: { uri: "postgresql://postgres@127.0.0.1/postgres", passfile: "credential:pgpass" }
                encryption: { recipients: [age1qqq], identities: ["credential:identity", /etc/other] }
                tiers:
                  - name: near
                    store: s3://bucket
                    options: { secret_key_file: "credential:s3.key", region: "credential:x" }
            """;

    private static final String[] ALL = {"pgpass", "identity", "s3.key"};

    @TempDir
    private Path directory;

    @Test
    void credentials_become_files_that_systemd_hands_over() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT);
        Path handed = handed(ALL);

        ClusterConfig main = new ConfigurationLoader(environment(handed))
                .load(file)
                .clusters()
                .getFirst();

        assertEquals(Optional.of(handed.resolve("pgpass")), main.postgres().passfile());
        assertEquals(
                List.of(handed.resolve("identity"), Path.of("/etc/other")),
                main.encryption().identities());
        assertEquals(
                new Secret(handed.resolve("s3.key").toString()),
                main.tiers().getFirst().options().get("secret_key_file"));
        assertEquals(
                new Secret("credential:x"), main.tiers().getFirst().options().get("region"), "it is no file");
    }

    @Test
    void every_declared_path_may_be_a_credential() throws Exception {
        Path handed = handed("a");
        Stream<DeclaredKeys.Declared> paths =
                DeclaredKeys.all().filter(declared -> isPath(declared.key().type()));
        for (DeclaredKeys.Declared declared : paths.toList()) {
            Problems problems = new Problems(List.of());
            String variable = Variables.nameOf(declared.path());
            Node root = new Variables(Map.of(variable, "credential:a"), problems)
                    .over(RootSection.DECLARATION, Mappings.nothing(Optional.empty()));
            Node resolved = new Credentials(new HandedOver(environment(handed), Optional.empty()), problems)
                    .resolve(RootSection.DECLARATION, root);
            problems.throwIfAny();
            String said = new EffectiveWriter(new Redaction(_ -> true), true)
                    .write(new Sources(Path.of("x"), new Fragments(List.of(), List.of()), resolved, problems))
                    .yaml()
                    .toString();
            assertTrue(said.contains(handed.resolve("a").toString()), declared.path() + ": " + said);
        }
    }

    @Test
    void without_systemd_and_with_a_name_that_leaves_the_directory_it_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT.replace("s3.key", "../s3"));

        String without = refused(file, Map.of());
        String outside = refused(file, environment(handed("pgpass", "identity")));

        assertTrue(without.startsWith("the configuration has 3 problems"), without);
        assertTrue(without.contains(":3: clusters.main.postgres.passfile: 'credential:pgpass'"), without);
        assertTrue(without.contains(":4: clusters.main.encryption.identities[0]: 'credential:identity'"), without);
        assertTrue(without.contains("LoadCredential=pgpass:FILE"), without);
        assertTrue(
                outside.contains(":8: clusters.main.tiers[0].options.secret_key_file: 'credential:../s3' names no"),
                outside);
    }

    @Test
    void by_hand_a_verb_takes_what_the_running_unit_was_handed() throws Exception {
        Path etc = Files.createDirectory(directory.resolve("etc"));
        Path run = Files.createDirectory(directory.resolve("run"));
        Path usual = Files.writeString(etc.resolve("pgcairn.yaml"), TEXT);
        Path other = Files.writeString(etc.resolve("north.yaml"), TEXT);
        Path elsewhere = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT);
        handed(run.resolve("pgcairn.service"), ALL);
        Path own = handed(ALL);

        assertEquals(run.resolve("pgcairn.service/pgpass"), passfile(usual, usual, run, Map.of()));
        assertEquals(
                own.resolve("pgpass"),
                passfile(usual, usual, run, environment(own)),
                "what systemd says itself goes first");
        for (Path none : List.of(other, elsewhere)) {
            assertThrows(ConfigurationException.class, () -> passfile(none, usual, run, Map.of()), none.toString());
        }
        handed(run.resolve("pgcairn@north.service"), ALL);
        assertEquals(run.resolve("pgcairn@north.service/pgpass"), passfile(other, usual, run, Map.of()));
    }

    @Test
    void a_unit_that_does_not_run_is_named_with_what_to_do() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT);
        String refused = String.valueOf(
                assertThrows(ConfigurationException.class, () -> passfile(file, file, directory, Map.of()))
                        .getMessage());
        assertTrue(refused.contains("pgcairn.service does not run"), refused);
        assertTrue(refused.contains("LoadCredential=pgpass:FILE"), refused);
    }

    private static Path passfile(Path file, Path usual, Path run, Map<String, String> variables) throws Exception {
        return new ConfigurationLoader(variables, usual, run)
                .load(file)
                .clusters()
                .getFirst()
                .postgres()
                .passfile()
                .orElseThrow();
    }

    @Test
    void what_was_not_handed_over_is_named_with_the_line_that_asks_for_it() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT);

        String refused = refused(file, environment(handed("pgpass", "s3.key")));

        assertTrue(refused.startsWith("the configuration has a problem:"), refused);
        assertTrue(
                refused.contains(":4: clusters.main.encryption.identities[0]: 'credential:identity' is not among"),
                refused);
        assertTrue(refused.contains("LoadCredential=identity:FILE"), refused);
    }

    /** A directory as systemd makes it, with these credentials. */
    private Path handed(String... names) throws IOException {
        return handed(directory.resolve("credentials"), names);
    }

    private static Path handed(Path directory, String... names) throws IOException {
        Path handed = Files.createDirectory(directory);
        for (String name : names) {
            Files.writeString(handed.resolve(name), "secret");
        }
        return handed;
    }

    private static Map<String, String> environment(Path handed) {
        return Map.of("CREDENTIALS_DIRECTORY", handed.toString());
    }

    private static boolean isPath(ValueType<?> type) {
        return type.equals(Types.path())
                || type instanceof ListType<?> list && list.element().equals(Types.path());
    }

    private static String refused(Path file, Map<String, String> variables) {
        return String.valueOf(
                assertThrows(ConfigurationException.class, () -> new ConfigurationLoader(variables).load(file))
                        .getMessage());
    }
}
