package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    private static final String MINIMAL = """
            clusters:
              main:
                postgres: { uri: "postgresql://postgres@127.0.0.1:5432/postgres" }
                encryption: { recipients: [age1qqq] }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
            """;

    @TempDir
    private Path directory;

    @Test
    void a_minimal_file_gets_the_declared_defaults() throws Exception {
        Configuration configuration = load(MINIMAL);

        assertEquals(new HttpConfig("127.0.0.1", 7411), configuration.http());
        assertEquals(new LogConfig(LogConfig.Format.LOGFMT, LogConfig.Level.INFO), configuration.log());
        assertEquals(Configuration.Provider.AUTO, configuration.provider());
        ClusterConfig main = configuration.cluster("main").orElseThrow();
        assertEquals("pgcairn_main", main.postgres().slot());
        assertEquals(new WalConfig(seconds(5), 2, seconds(10), seconds(30), 1), main.wal());
        assertEquals(
                new BackupConfig(
                        new ScheduleConfig("0 2 * * *", ZoneId.systemDefault(), Duration.ZERO, Optional.empty()),
                        2,
                        256 << 20,
                        1,
                        BackupConfig.Checkpoint.FAST),
                main.backup());
        assertEquals(new RestoreConfig(4, seconds(60)), main.restore());
        assertEquals(List.of(new TierConfig("near", URI.create("file:///var/lib/pgcairn"), seconds(60))), main.tiers());
        assertEquals(List.of(), configuration.warnings());
    }

    @Test
    void the_defaults_of_records_are_those_of_the_file() throws Exception {
        ClusterConfig main = load(MINIMAL).clusters().getFirst();

        assertEquals(main.wal(), WalConfig.defaults());
        assertEquals(main.backup(), BackupConfig.defaults());
        assertEquals(main.restore(), RestoreConfig.defaults());
    }

    @Test
    void every_key_is_read() throws Exception {
        Configuration configuration = load("""
                http: { listen: "[::1]:9000" }
                log: { format: logfmt, level: debug }
                encryption: { provider: bouncycastle }
                clusters:
                  my-db:
                    postgres:
                      uri: postgres://u@a:1,b:2/db?target_session_attrs=primary
                      slot: my_slot
                      passfile: secrets/pgpass
                    encryption:
                      recipients: [age1qqq, age1ppp]
                      recipients_file: more.txt
                      identities: [/etc/id.txt]
                    wal:
                      tail: { interval: 500ms }
                      parallel: 8
                      status_interval: 1s
                      stall_timeout: 2m
                      level: 3
                    backup:
                      { schedule: "*/15 0-6,22 1,15 * 1-5", parallel: 16, pack_size: 1GiB,
                        level: 19, checkpoint: spread }
                    restore: { prefetch: 0, hold: 10m }
                    tiers:
                      - name: near
                        store: file:///backups
                        timeout: 2m
                        options: { fsync: yes, key: hunter2 }
                """);

        assertEquals(new HttpConfig("::1", 9000), configuration.http());
        assertEquals(LogConfig.Level.DEBUG, configuration.log().level());
        assertEquals(Configuration.Provider.BOUNCYCASTLE, configuration.provider());
        ClusterConfig db = configuration.cluster("my-db").orElseThrow();
        assertEquals("my_slot", db.postgres().slot());
        assertEquals(
                Optional.of(directory.resolve("secrets/pgpass")), db.postgres().passfile());
        assertEquals(Optional.of(directory.resolve("more.txt")), db.encryption().recipientsFile());
        assertEquals(List.of(Path.of("/etc/id.txt")), db.encryption().identities());
        assertEquals(new WalConfig(Duration.ofMillis(500), 8, seconds(1), seconds(120), 3), db.wal());
        assertEquals(BackupConfig.Checkpoint.SPREAD, db.backup().checkpoint());
        assertEquals(new RestoreConfig(0, seconds(600)), db.restore());
        assertEquals(new Secret("hunter2"), db.tiers().getFirst().options().get("key"));
        assertFalse(configuration.toString().contains("hunter2"), "an option may be a secret");
    }

    @Test
    void all_problems_are_told_at_once_with_their_lines() {
        String message = refused("""
                http: { listen: 0.0.0.0:7411 }
                clusters:
                  main:
                    postgres: { uri: mysql://root:hunter2@x }
                    encryption: { recipients: [age1qqq] }
                    wal:
                      tail:
                        intervall: 5s
                      level: 4MiB
                      parallel: 9
                    tiers:
                      - { name: near, store: "file:///x" }
                      - { name: far, store: "file:///y" }
                """);

        assertTrue(message.startsWith("the configuration has 5 problems:"), message);
        assertHas(message, ":1: http.listen: '0.0.0.0' is not on the loopback interface");
        assertHas(message, ":4: clusters.main.postgres.uri: is refused");
        assertHas(message, ":8: clusters.main.wal.tail.intervall: is not a known key; did you mean 'interval'?");
        assertHas(message, ":9: clusters.main.wal.level: '4MiB' is refused");
        assertHas(
                message,
                ":10: clusters.main.wal.parallel: '9' is refused, it is out of range;"
                        + " allowed: a whole number from 1 to 8");
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void several_tiers_each_have_their_settings() throws Exception {
        ClusterConfig main = load(MINIMAL.replace("tiers:", "ack: [far, near]\n    tiers:") + """
                              - { name: mid, store: "file:///mid", upload_rate: 20MiB, download_rate: 1GB }
                              - { name: far, store: "s3://bucket/x", timeout: 5m, concurrency: 256, options: { a: b } }
                        """)
                .clusters()
                .getFirst();

        assertEquals(List.of("near", "far"), main.ack(), "in the order of the tiers");
        assertEquals(
                List.of("near", "mid", "far"),
                main.tiers().stream().map(TierConfig::name).toList());
        TierConfig mid = main.tiers().get(1);
        assertEquals(OptionalLong.of(20 << 20), mid.uploadRate());
        assertEquals(OptionalLong.of(1_000_000_000), mid.downloadRate());
        assertEquals(16, mid.concurrency());
        assertEquals(256, main.tiers().getLast().concurrency());
        assertEquals(OptionalLong.empty(), main.tiers().getLast().uploadRate());
    }

    @Test
    void the_first_tier_acknowledges_unless_told_otherwise() throws Exception {
        assertEquals(List.of("near"), load(MINIMAL).clusters().getFirst().ack());
    }

    @Test
    void problems_of_tiers_are_told_at_once_with_their_lines() {
        String message = refused(MINIMAL.replace("tiers:", "ack: [far, far, moon]\n    tiers:") + """
                      - { name: near, store: "file:///mid", concurrency: 0 }
                      - { name: far, store: "file:///x", upload_rate: 20, download_rate: 1KiB }
                """);

        assertTrue(message.startsWith("the configuration has 7 problems:"), message);
        assertHas(message, ":5: clusters.main.ack: names 'moon', which is none of the tiers [near, far]");
        assertHas(message, ":5: clusters.main.ack: lacks 'near', the first tier: WAL and backups are written");
        assertHas(message, ":5: clusters.main.ack: names a tier twice");
        assertHas(message, ":8: clusters.main.tiers[1].name: is 'near', as another tier's; give each its own");
        assertHas(message, ":8: clusters.main.tiers[1].concurrency: '0' is refused, it is out of range");
        assertHas(message, ":9: clusters.main.tiers[2].upload_rate: '20' is refused, it is not a number with a unit");
        assertHas(message, ":9: clusters.main.tiers[2].download_rate: '1KiB' is refused, it is out of range");
    }

    @Test
    void two_tiers_in_one_place_are_refused_unless_their_options_tell_them_apart() throws Exception {
        String refused = refused(MINIMAL + """
                      - { name: far, store: "file:///var/lib/pgcairn" }
                """);
        assertHas(
                refused,
                "clusters.main.tiers[1].store: is another tier's as well; two tiers in one place are one copy");
        assertEquals(3, load(MINIMAL + """
                              - { name: east, store: "s3://b/x", options: { endpoint: "https://a" } }
                              - { name: west, store: "s3://b/x", options: { endpoint: "https://c" } }
                        """).clusters().getFirst().tiers().size());
    }

    @Test
    void more_than_eight_tiers_are_refused() {
        StringBuilder text = new StringBuilder(MINIMAL);
        for (int i = 0; i < 8; i++) {
            text.append("      - { name: t")
                    .append(i)
                    .append(", store: \"file:///")
                    .append(i)
                    .append("\" }\n");
        }
        assertHas(refused(text.toString()), "clusters.main.tiers: has 9 tiers; the most is 8");
    }

    @Test
    void a_key_given_twice_is_refused_with_both_lines() {
        assertHas(
                refused(MINIMAL + "  main:\n    postgres: {}\n"), ":7: clusters.main: is given twice, first in line 2");
    }

    @Test
    void an_unknown_key_far_from_any_lists_the_known_ones() {
        assertHas(refused(MINIMAL + "frobnicate: 1\n"), "frobnicate: is not a known key; known here: http, log,");
    }

    @Test
    void encryption_without_a_recipient_fails_closed() {
        assertHas(
                refused(MINIMAL.replace("recipients: [age1qqq]", "identities: [/a]")),
                ":4: clusters.main.encryption.recipients: names nobody who could open the backups");
        assertHas(refused(MINIMAL.replace("[age1qqq]", "[]")), "names nobody");
    }

    @Test
    void encryption_switched_off_is_said_loudly() throws Exception {
        Configuration configuration = load(MINIMAL.replace("recipients: [age1qqq]", "enabled: false"));

        assertFalse(configuration.clusters().getFirst().encryption().enabled());
        assertEquals(
                List.of("cluster main: encryption is OFF, everything is stored in plain bytes"),
                configuration.warnings());
    }

    @Test
    void a_private_key_among_the_recipients_is_refused_and_not_repeated() {
        String message = refused(MINIMAL.replace("age1qqq", "AGE-SECRET-KEY-1ABCDEF"));

        assertHas(message, "it is a PRIVATE key");
        assertFalse(message.contains("ABCDEF"), message);
        assertFalse(message.contains("names nobody"), message);
    }

    @Test
    void names_of_clusters_and_slots_are_checked() {
        assertHas(refused(MINIMAL.replace("main:", "Main:")), ":2: clusters.Main: is no name for a cluster");
        assertHas(refused(MINIMAL.replace("main:", "../up:")), "is no name for a cluster");
        assertHas(refused(MINIMAL.replace("main:", "m".repeat(60) + ":")), "is too long for a slot; name one");
        assertHas(refused(MINIMAL.replace("uri:", "slot: A-b, uri:")), "postgres.slot: 'A-b' is refused");
    }

    @Test
    void two_clusters_cannot_share_a_slot() {
        String twice = MINIMAL.replace("uri:", "slot: s, uri:")
                + MINIMAL.replace("uri:", "slot: s, uri:")
                        .replace("clusters:\n", "")
                        .replace("main:", "other:");

        assertHas(refused(twice), ":1: clusters: 'main' and 'other' share a server and the slot 's'");
    }

    @Test
    void wrong_shapes_are_told() {
        assertHas(refused("clusters: [main]\n"), "clusters: is not a mapping of keys to values");
        assertHas(refused("clusters:\n"), "clusters: names no cluster to back up");
        assertHas(refused("- a\n"), ":1: is not a mapping of keys to values");
        assertHas(refused(MINIMAL.replace("[age1qqq]", "age1qqq")), "recipients: is not a list; write [ … ]");
        assertHas(refused(MINIMAL + "log: { level: [info] }\n"), "log.level: is a list or a mapping");
        assertHas(refused(MINIMAL + "log: { level: }\n"), "log.level: has no value; allowed: one of error, warn");
        assertHas(refused(MINIMAL + "log: { level: loud }\n"), "'loud' is refused, it is none of them");
        assertHas(refused(MINIMAL.replace("tiers:", "tiers: 7 #").replace("      -", "#")), "tiers: is not a list");
        assertHas(refused(MINIMAL.replace("store:", "options: 5, store:")), "options: is not a mapping");
        assertHas(refused(MINIMAL.replace("file:///var", "/var")), "tiers[0].store: is refused, it has no scheme");
        assertHas(refused("? [a]\n: b\n" + MINIMAL), "a key is a plain word");
    }

    @Test
    void an_empty_section_has_its_defaults() throws Exception {
        assertEquals(
                new HttpConfig("127.0.0.1", 7411), load("http:\n" + MINIMAL).http());
    }

    @Test
    void each_way_not_to_be_a_file_has_its_own_words() throws Exception {
        Path missing = directory.resolve("missing.yaml");

        assertHas(refused(missing), "there is no configuration file " + missing);
        assertHas(refused(directory), "is a directory");
        assertHas(refused(""), "is empty");
        assertHas(refused("# only this\n"), "is empty");
        assertHas(refused("a: [1\nb: 2\n"), "pgcairn.yaml:2:");
        assertHas(refused("a: b: c\n"), "this is not YAML");
        assertHas(refused("a: 1\n---\nb: 2\n"), "this is not YAML");
        Files.write(file(), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertHas(refused(file()), "this is not UTF-8 text");
        Files.writeString(file(), "a".repeat(2 << 20));
        assertHas(refused(file()), "more than a megabyte");
    }

    @Test
    void a_password_in_a_file_that_all_can_read_is_warned_of() throws Exception {
        String withPassword = MINIMAL.replace("postgres@", "postgres:hunter2@");
        Files.writeString(file(), withPassword);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        List<String> warnings = new ConfigurationLoader().load(file()).warnings();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--r-----"));
        List<String> quiet = new ConfigurationLoader().load(file()).warnings();

        assertEquals(1, warnings.size());
        assertHas(warnings.getFirst(), "every user can read it");
        assertEquals(List.of(), quiet);
    }

    @Test
    void options_of_a_store_in_a_file_that_all_can_read_are_warned_of_as_what_they_are() throws Exception {
        Files.writeString(file(), MINIMAL.replaceFirst("(store: \"?[^\" }]+\"?)", "$1, options: { key: word }"));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        List<String> warnings = new ConfigurationLoader().load(file()).warnings();

        assertEquals(1, warnings.size());
        assertHas(warnings.getFirst(), "options");
        assertHas(warnings.getFirst(), "chmod 640");
        assertFalse(warnings.getFirst().contains("passfile"), warnings.getFirst());

        String harmless = "options: { endpoint: x, secret_key_file: /x, kms_key: k }";
        Files.writeString(file(), MINIMAL.replaceFirst("(store: \"?[^\" }]+\"?)", "$1, " + harmless));
        assertEquals(List.of(), new ConfigurationLoader().load(file()).warnings());
    }

    private Configuration load(String text) throws IOException, ConfigurationException {
        Files.writeString(file(), text);
        return new ConfigurationLoader().load(file());
    }

    private String refused(String text) {
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> load(text));
        return checked(e);
    }

    private static String refused(Path file) {
        return checked(assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().load(file)));
    }

    private static String checked(ConfigurationException e) {
        assertEquals(Fault.CONFIGURATION, e.fault());
        assertFalse(e.hint().isEmpty());
        return String.valueOf(e.getMessage());
    }

    private static void assertHas(String text, String part) {
        assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
    }

    private Path file() {
        return directory.resolve("pgcairn.yaml");
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
