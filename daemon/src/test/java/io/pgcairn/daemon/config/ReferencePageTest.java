package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    /** Maven runs tests in the module's directory. */
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void the_reference_page_is_what_the_declarations_say() throws IOException {
        if (System.getenv("PGCAIRN_WRITE_DOCS") != null) {
            Files.createDirectories(PAGE.toAbsolutePath().resolveSibling(""));
            Files.writeString(PAGE, ReferencePage.render());
        }

        assertEquals(
                ReferencePage.render(),
                Files.readString(PAGE),
                "docs/configuration.md is stale; run this test with PGCAIRN_WRITE_DOCS=1 in the environment");
    }
}
