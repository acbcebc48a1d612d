package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

class VariablesTest {
    private static final String MINIMAL = """
            clusters:
              my-db:
                postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                encryption: { recipients: [age1qqq] }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
            """;

    @TempDir
    private Path directory;

    @Test
    void every_declared_key_is_set_by_its_variable() {
        List<DeclaredKeys.Declared> keys = DeclaredKeys.all().toList();
        assertTrue(keys.size() > 50, "the declarations are walked through");
        for (DeclaredKeys.Declared declared : keys) {
            boolean isOptions = declared.key().type() instanceof OptionsType;
            String variable = Variables.nameOf(declared.path()) + (isOptions ? "__SECRET_KEY_FILE" : "");
            Problems problems = new Problems(List.of());
            Node root = new Variables(Map.of(variable, "a word"), problems)
                    .over(RootSection.DECLARATION, Mappings.nothing(Optional.empty()));

            assertEquals(Optional.empty(), thrown(problems), declared.path());
            Node value = at(root, declared.path() + (isOptions ? ".secret_key_file" : ""));
            Node scalar = value instanceof SequenceNode list ? list.getValue().getFirst() : value;
            assertEquals(new Place(variable, 0), Place.of(scalar), declared.path());
        }
    }

    @Test
    void variables_win_over_the_file_and_reach_into_its_lists() throws Exception {
        Configuration configuration = load(Map.of(
                "PGCAIRN_HTTP__LISTEN", "127.0.0.1:9",
                "PGCAIRN_CLUSTERS__MY_DB__WAL__TAIL__INTERVAL", "1s",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__0__TIMEOUT", "2m",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__1__NAME", "far",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__1__STORE", "s3://bucket",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__1__OPTIONS__REGION", "eu",
                "PGCAIRN_CLUSTERS__MY_DB__ENCRYPTION__RECIPIENTS", "age1ppp, age1rrr",
                "PGCAIRN_CLUSTERS__MY_DB__ENCRYPTION__IDENTITIES__0", "/a,b",
                "PGCAIRN_JAVA_OPTS", "not a key",
                "HTTP__LISTEN", "not ours"));

        ClusterConfig cluster = configuration.cluster("my-db").orElseThrow();
        assertEquals(new HttpConfig("127.0.0.1", 9).port(), configuration.http().port());
        assertEquals(Duration.ofSeconds(1), cluster.wal().tailInterval());
        assertEquals(
                List.of("near", "far"),
                cluster.tiers().stream().map(TierConfig::name).toList());
        assertEquals(Duration.ofMinutes(2), cluster.tiers().getFirst().timeout());
        assertEquals(new Secret("eu"), cluster.tiers().getLast().options().get("region"));
        assertEquals(List.of("age1ppp", "age1rrr"), cluster.encryption().recipients());
        assertEquals(List.of(Path.of("/a,b")), cluster.encryption().identities());
    }

    @Test
    void a_list_is_filled_in_the_order_of_its_numbers() {
        Map<String, String> twelve = new java.util.HashMap<>();
        for (int i = 0; i < 12; i++) {
            twelve.put("PGCAIRN_CLUSTERS__A__ENCRYPTION__RECIPIENTS__" + i, "age1q" + i);
        }
        Problems problems = new Problems(List.of());
        Node root = new Variables(twelve, problems).over(RootSection.DECLARATION, Mappings.nothing(Optional.empty()));

        assertEquals(Optional.empty(), thrown(problems));
        SequenceNode list = (SequenceNode) at(root, "clusters.a.encryption.recipients");
        assertEquals(12, list.getValue().size());
    }

    @Test
    void what_names_no_key_is_refused_with_the_nearest_one_and_without_its_value() {
        String message = refused(Map.of(
                "PGCAIRN_HTTP__LISTN", "hunter2",
                "PGCAIRN_CLUSTERS__MY_DB__WAL__LEVEL", "99",
                "PGCAIRN_CLUSTERS__MY_DB__POSTGRES__URI", "mysql://u:hunter2@h",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__7__NAME", "hunter2",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__X__NAME", "hunter2",
                "PGCAIRN_CLUSTERS__MY_DB__WAL", "hunter2",
                "PGCAIRN_LOG__LEVEL__DEEPER", "hunter2"));

        assertTrue(message.startsWith("the configuration has 7 problems:"), message);
        assertHas(message, "PGCAIRN_HTTP__LISTN: is not a known key; did you mean PGCAIRN_HTTP__LISTEN?");
        assertHas(message, "PGCAIRN_CLUSTERS__MY_DB__WAL__LEVEL: clusters.my-db.wal.level: '99' is refused");
        assertHas(message, "PGCAIRN_CLUSTERS__MY_DB__POSTGRES__URI: clusters.my-db.postgres.uri: is refused");
        assertHas(message, "PGCAIRN_CLUSTERS__MY_DB__TIERS__7__NAME: leaves a hole in the list; the next number is 1");
        assertHas(message, "PGCAIRN_CLUSTERS__MY_DB__TIERS__X__NAME: lacks a number");
        assertHas(message, "PGCAIRN_CLUSTERS__MY_DB__WAL: names a whole section");
        assertHas(message, "PGCAIRN_LOG__LEVEL__DEEPER: is not a known key; there is nothing below PGCAIRN_LOG__LEVEL");
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void a_variable_that_may_mean_two_clusters_is_refused() throws IOException {
        Files.writeString(file(), "clusters: { a-b: {}, a_b: {} }");

        String message = refused(file(), Map.of("PGCAIRN_CLUSTERS__A_B__WAL__LEVEL", "3"));

        assertHas(message, "PGCAIRN_CLUSTERS__A_B__WAL__LEVEL: may mean each of a-b, a_b");
    }

    @Test
    void all_may_come_from_variables_if_there_is_no_file_at_the_default_place() throws Exception {
        Map<String, String> all = Map.of(
                "PGCAIRN_CLUSTERS__MAIN__POSTGRES__URI", "postgresql://postgres@127.0.0.1/postgres",
                "PGCAIRN_CLUSTERS__MAIN__ENCRYPTION__RECIPIENTS", "age1qqq",
                "PGCAIRN_CLUSTERS__MAIN__TIERS__0__NAME", "near",
                "PGCAIRN_CLUSTERS__MAIN__TIERS__0__STORE", "file:///x");

        Configuration configuration = new ConfigurationLoader(all, file()).load(file());

        assertEquals("main", configuration.clusters().getFirst().name());
        assertHas(refused(file(), all), "there is no configuration file");
    }

    @Test
    void a_file_that_was_there_may_not_vanish_though_variables_say_something() throws Exception {
        Map<String, String> some = Map.of("PGCAIRN_LOG__LEVEL", "warn");
        ConfigurationLoader loader = new ConfigurationLoader(some, file());
        Files.writeString(file(), MINIMAL);
        loader.load(file());
        Files.delete(file());

        ConfigurationException gone = assertThrows(ConfigurationException.class, () -> loader.load(file()));

        assertHas(String.valueOf(gone.getMessage()), "there is no configuration file");
    }

    @Test
    void a_link_that_leads_nowhere_is_no_absent_file() throws Exception {
        Files.createSymbolicLink(file(), Path.of("nowhere"));
        Map<String, String> some = Map.of("PGCAIRN_LOG__LEVEL", "warn");

        ConfigurationException gone =
                assertThrows(ConfigurationException.class, () -> new ConfigurationLoader(some, file()).load(file()));

        assertHas(String.valueOf(gone.getMessage()), "there is no configuration file");
    }

    @Test
    void what_a_file_has_wrong_is_told_even_where_a_variable_is_set() throws IOException {
        Files.writeString(file(), MINIMAL + "http: 5\nlog: [1]\n");

        String message = refused(file(), Map.of("PGCAIRN_HTTP__LISTEN", "127.0.0.1:1", "PGCAIRN_LOG__LEVEL", "warn"));

        assertHas(message, ":7: http: is not a mapping");
        assertHas(message, ":8: log: is not a mapping");
    }

    private Configuration load(Map<String, String> variables) throws IOException, ConfigurationException {
        Files.writeString(file(), MINIMAL);
        return new ConfigurationLoader(variables).load(file());
    }

    private String refused(Map<String, String> variables) {
        return String.valueOf(assertThrows(ConfigurationException.class, () -> load(variables))
                .getMessage());
    }

    private static String refused(Path file, Map<String, String> variables) {
        return String.valueOf(
                assertThrows(ConfigurationException.class, () -> new ConfigurationLoader(variables).load(file))
                        .getMessage());
    }

    private static Optional<String> thrown(Problems problems) {
        try {
            problems.throwIfAny();
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Node at(Node root, String path) {
        Node node = root;
        for (String part : path.replace("[0]", ".[0]").split("\\.")) {
            node = part.equals("[0]")
                    ? ((SequenceNode) node).getValue().getFirst()
                    : Mappings.get(node, part).orElseThrow(() -> new AssertionError(path + " has no " + part));
        }
        return node;
    }

    private static void assertHas(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
    }

    private Path file() {
        return directory.resolve("pgcairn.yaml");
    }
}
