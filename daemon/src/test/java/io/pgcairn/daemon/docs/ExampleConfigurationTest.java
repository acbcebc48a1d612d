package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.ConfigurationLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations that an operator is shown load as they stand. */
class ExampleConfigurationTest {
    private static final String EXAMPLE = "deploy/pgcairn.example.yaml";
    private static final Pattern COMMENTED_OUT =
            Pattern.compile("(?m)^( *)# (log|encryption|passfile|slot|level|backup|restore|ack):");

    @Test
    void the_example_loads_without_a_warning() throws Exception {
        Configuration configuration = new ConfigurationLoader().load(Document.file(EXAMPLE));
        assertEquals(List.of(), configuration.warnings());
        assertEquals(
                List.of("main"),
                configuration.clusters().stream().map(ClusterConfig::name).toList());
    }

    @Test
    void what_is_commented_out_in_the_example_is_the_default(@TempDir Path directory) throws Exception {
        String text = Document.read(EXAMPLE).text();
        assertTrue(COMMENTED_OUT.matcher(text).results().count() >= 6, "too little is commented out");
        String passfile = text.replaceAll("(?m)^ *# passfile:.*\n", "");
        Path file = Files.writeString(
                directory.resolve("all.yaml"), COMMENTED_OUT.matcher(passfile).replaceAll("$1$2:"));
        Configuration shown = new ConfigurationLoader().load(file);
        Configuration plain = new ConfigurationLoader().load(Document.file(EXAMPLE));
        assertEquals(plain.clusters(), shown.clusters());
        assertEquals(plain.log(), shown.log());
        assertEquals(plain.provider(), shown.provider());
    }
}
