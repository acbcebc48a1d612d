package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.config.EffectiveConfiguration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigurationTest {
    private static final String TEXT = """
            http: { listen: "[::1]:9000" }
            clusters:
              my-db:
                postgres: { uri: "postgresql://u@a:1,b:2/db?target_session_attrs=primary" }
                encryption: { recipients: [age1qqq], identities: ["a file, with a comma", 'it''s "quoted"'] }
                backup: { schedule: "*/15 0-6,22 1,15 * 1-5" }
                retention: { window: 30d }
                dumps:
                  databases: [null, "tab\\there", "ein # Ü"]
                ack: [far, near]
                tiers:
                  - { name: near, store: "file:///backups/a%20b", retention: { daily: 7 } }
                  - { name: far, store: "s3://bucket/x", options: { region: eu, path_style: true } }
              other:
                postgres: { uri: "postgresql://u@c/db" }
                encryption: { enabled: false }
                wal:
                tiers:
                  - { name: near, store: "file:///backups/c" }
            """;

    @TempDir
    private Path directory;

    @Test
    void it_reads_again_as_the_same_configuration() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT.replace("[null, ", "[\"null\", "));
        Path again = directory.resolve("again.yaml");
        for (boolean onlyWritten : List.of(false, true)) {
            Files.write(
                    again, loader().effective(file, name -> true, onlyWritten).yaml());

            Configuration expected = loader().load(file);
            Configuration read = loader().load(again);
            assertEquals(expected.clusters(), read.clusters());
            assertEquals(expected.http(), read.http());
            assertEquals(expected.log(), read.log());
            assertEquals(expected.provider(), read.provider());
        }
    }

    @Test
    void every_key_is_there_with_its_origin() throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), TEXT.replace("null, ", ""));
        Map<String, String> variables = Map.of("PGCAIRN_CLUSTERS__MY_DB__TIERS__1__TIMEOUT", "3m");

        List<Setting> settings = new ConfigurationLoader(variables)
                .effective(file, name -> true, false)
                .settings();

        assertTrue(settings.contains(new Setting(
                "clusters.my-db.tiers[1].timeout",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__1__TIMEOUT",
                "3m",
                "PGCAIRN_CLUSTERS__MY_DB__TIERS__1__TIMEOUT")));
        assertTrue(settings.contains(new Setting(
                "clusters.my-db.retention.window", "PGCAIRN_CLUSTERS__MY_DB__RETENTION__WINDOW", "30d", file + ":7")));
        assertTrue(settings.contains(new Setting("log.level", "PGCAIRN_LOG__LEVEL", "info", "default")));
        List<String> keys = settings.stream().map(Setting::key).toList();
        DeclaredKeys.all()
                .map(declared -> declared.path().replace(".main.", ".my-db."))
                .filter(path -> !path.contains(".retention.") || !path.contains("tiers"))
                .filter(path -> !path.matches("http\\.(tls|access)\\..*"))
                .forEach(path -> assertTrue(keys.contains(path), path));
    }

    @Test
    void no_secret_is_in_it() throws Exception {
        String text = TEXT.replace("null, ", "")
                .replace("//u@a:1", "//u:hunter1@a:1")
                .replace("//u@c/db", "//u@c/db?ssl%70assword=hunter2&password=hunter3")
                .replace("region: eu", "region: eu, sas: hunter4, plugin: hunter5, secret_key: 6666, kms_key: k")
                .replace("s3://bucket/x", "s3://key:hunter7@bucket/x?signature=hunter8");
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), text);
        Map<String, String> variables = Map.of("PGCAIRN_CLUSTERS__MY_DB__TIERS__1__OPTIONS__SECRET_KEY", "hunter6");

        EffectiveConfiguration shown = new ConfigurationLoader(variables)
                .effective(file, Set.of("region", "path_style", "secret_key", "kms_key")::contains, false);

        assertFalse(shown.toString().contains("hunter"), shown.toString());
        assertFalse(shown.toString().contains("6666"), shown.toString());
        assertTrue(shown.toString().contains("region: eu"), shown.toString());
        assertTrue(shown.toString().contains("postgresql://u:***@a:1,b:2/db"), shown.toString());
    }

    private static ConfigurationLoader loader() {
        return new ConfigurationLoader(Map.of());
    }
}
