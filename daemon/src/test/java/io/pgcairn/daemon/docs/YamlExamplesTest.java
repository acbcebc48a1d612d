package io.pgcairn.daemon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.config.ConfigurationException;
import io.pgcairn.daemon.config.ConfigurationLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every configuration that a page shows loads as it stands; what its tag calls a piece goes over a whole one from
 * {@code conf.d}, as an operator may put it there: {@code part} of the file, of a {@code cluster}, or of a {@code
 * tier}.
 */
class YamlExamplesTest {
    private static final String KEY = "age10xnrrmk7r0uunrcjqvkdatwsu7s8jwv0c7rt3rxggmkgntu955dq25yyzj";
    private static final String WHOLE = """
            clusters:
              main:
                postgres: { uri: "postgresql:///postgres" }
                encryption: { recipients: [%s] }
                tiers:
                  - { name: near, store: "file:///var/lib/pgcairn" }
                  - { name: far, store: "file:///mnt/elsewhere/pgcairn" }
            """.formatted(KEY);

    private static final Pattern OPTION = Pattern.compile("(?m)^  (\\w+):");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void every_configuration_that_is_shown_loads() throws Exception {
        List<String> wrong = new ArrayList<>();
        int loaded = 0;
        for (ShownBlock block : ShownBlock.all()) {
            if (block.language().equals("yaml")) {
                loaded++;
                try {
                    load(block, Files.createDirectory(directory.resolve("example-" + loaded)));
                } catch (ConfigurationException | IllegalArgumentException e) {
                    wrong.add(block + ": " + e.getMessage());
                }
            }
        }
        assertTrue(loaded >= 10, "configurations found: " + loaded);
        assertEquals("", String.join("\n", wrong));
    }

    /** The loader leaves options to the stores, which are opened only where they are. */
    @Test
    void every_option_of_a_store_that_is_shown_is_one_of_the_reference() throws Exception {
        String reference = Document.read("docs/configuration.md").text();
        List<String> unknown = new ArrayList<>();
        int found = 0;
        for (ShownBlock block : ShownBlock.all()) {
            Matcher option = OPTION.matcher(block.tag().equals("tier") ? block.text() : "");
            while (option.find()) {
                found++;
                if (!reference.contains("| `" + option.group(1) + "` |")) {
                    unknown.add(block + ": " + option.group(1));
                }
            }
        }
        assertTrue(found > 15, "options found: " + found);
        assertEquals(List.of(), unknown);
    }

    private static void load(ShownBlock block, Path place) throws Exception {
        String text = block.text().replace("age1…", KEY);
        Path file = place.resolve("pgcairn.yaml");
        if (block.tag().isEmpty()) {
            new ConfigurationLoader().load(Files.writeString(file, text));
            return;
        }
        String piece = switch (block.tag()) {
            case "part" -> text;
            case "cluster" -> "clusters:\n  main:\n" + indented(text, 4);
            case "tier" -> "clusters:\n  main:\n    tiers:\n      - name: near\n" + indented(text, 8);
            default -> throw new IllegalArgumentException("no such piece of a configuration: " + block.tag());
        };
        Files.writeString(file, WHOLE);
        Files.writeString(Files.createDirectory(place.resolve("conf.d")).resolve("piece.yaml"), piece);
        new ConfigurationLoader().load(file);
    }

    private static String indented(String text, int blanks) {
        return text.stripIndent().indent(blanks);
    }
}
