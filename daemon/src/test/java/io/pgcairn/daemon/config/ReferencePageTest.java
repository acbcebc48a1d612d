package io.pgcairn.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectStoreProvider;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreOption;
import io.pgcairn.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    /** Maven runs tests in the module's directory. */
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void the_reference_page_is_what_the_declarations_say() throws IOException {
        String page = ReferencePage.render() + BackendTables.render();
        if (System.getenv("PGCAIRN_WRITE_DOCS") != null) {
            Files.createDirectories(PAGE.toAbsolutePath().resolveSibling(""));
            Files.writeString(PAGE, page);
        }

        assertEquals(
                page,
                Files.readString(PAGE),
                "docs/configuration.md is stale; run this test with PGCAIRN_WRITE_DOCS=1 in the environment");
    }

    @Test
    void a_backend_gets_a_table_of_its_options() {
        String tables = BackendTables.render(List.of(
                new Declared("zz", List.of()),
                new Declared("s3", List.of(new StoreOption("region", "a name", "`eu|us`", "Where the bucket is.")))));

        assertTrue(tables.endsWith("""
                        ### `s3://`

                        | option | value | default | what it is for |
                        | --- | --- | --- | --- |
                        | `region` | a name | `eu\\|us` | Where the bucket is. |

                        ### `zz://`

                        It has no options.
                        """), tables);
    }

    private record Declared(String scheme, List<StoreOption> options) implements ObjectStoreProvider {
        @Override
        public ObjectStore open(URI location, StoreSettings settings, StoreContext context) {
            throw new UnsupportedOperationException("its declaration is all that is asked for");
        }
    }
}
