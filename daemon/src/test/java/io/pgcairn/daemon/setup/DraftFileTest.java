package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pgcairn.daemon.config.ClusterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftFileTest {
    private static final String HOSTILE =
            "clusters: { main: { postgres: { uri: 'postgresql://evil/', slot: evil } } }\n";

    private static String draft() {
        return new DraftText(
                        new Draft(
                                "main",
                                "postgresql:///postgres",
                                List.of(new Draft.Store("local", "file:///var/lib/pgcairn", Map.of())),
                                "14d",
                                List.of(Draft.NOBODY),
                                Path.of("/etc/pgcairn/identity.txt")),
                        LocalDate.of(2026, 11, 21))
                .render();
    }

    /** Anybody on the host may make such a directory, and root runs this. */
    @Test
    void what_others_put_into_the_directory_for_temporary_files_says_nothing() throws Exception {
        Path conf = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "conf.d");
        boolean wasThere = Files.exists(conf);
        Files.createDirectories(conf);
        Path hostile = Files.createTempFile(conf, "zz-hostile-", ".yaml");
        try {
            Files.writeString(hostile, HOSTILE);
            ClusterConfig read = DraftFile.read(draft());
            assertEquals("postgresql:///postgres", read.postgres().uri().reveal());
            assertEquals("pgcairn_main", read.postgres().slot());
        } finally {
            Files.delete(hostile);
            if (!wasThere) {
                Files.delete(conf);
            }
        }
    }

    @Test
    void nothing_is_written_where_others_look() throws Exception {
        Path place = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        DraftFile.read(draft());
        try (var left = Files.newDirectoryStream(place, "pgcairn-draft-*")) {
            assertFalse(left.iterator().hasNext());
        }
    }
}
