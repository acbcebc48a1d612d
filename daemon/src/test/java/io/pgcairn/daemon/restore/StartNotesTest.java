package io.pgcairn.daemon.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to start a restored cluster whose settings lie outside of its data directory. */
class StartNotesTest {
    private static final Path ASIDE = Path.of("/srv/restored");

    @TempDir
    private Path etc = Path.of("");

    private void cluster(String name) throws IOException {
        Path directory = Files.createDirectories(etc.resolve("15").resolve(name));
        Files.writeString(directory.resolve("postgresql.conf"), "");
    }

    private List<String> notes(Path dataDirectory) {
        return StartNotes.debian(new DebianClusters(etc), 15, dataDirectory);
    }

    @Test
    void the_only_cluster_of_the_version_lends_its_settings() throws Exception {
        cluster("shop");
        String start = notes(ASIDE).get(1);
        assertTrue(start.startsWith("start it with: /usr/lib/postgresql/15/bin/pg_ctl -D /srv/restored -l "), start);
        assertTrue(start.contains("config_file=" + etc + "/15/shop/postgresql.conf "), start);
        assertTrue(start.contains("-c listen_addresses=localhost -c max_logical_replication_workers=0"), start);
    }

    @Test
    void of_several_none_is_guessed() throws Exception {
        cluster("main");
        cluster("two");
        assertTrue(notes(ASIDE).get(1).contains("/15/NAME/postgresql.conf"));
        assertTrue(notes(ASIDE).get(2).contains("for NAME the cluster that was backed up"));
    }

    @Test
    void one_that_is_restored_to_its_own_place_is_started_as_ever() throws Exception {
        cluster("two");
        assertEquals(
                "start it with: pg_ctlcluster 15 two start",
                notes(Path.of("/var/lib/postgresql/15/two")).get(1));
    }

    @Test
    void a_path_with_spaces_stays_one_word() {
        String start = notes(Path.of("/srv/a copy")).get(1);
        assertTrue(start.contains(" -D '/srv/a copy' -l '/srv/a copy/start.log' "), start);
        assertTrue(start.contains("-c data_directory='/srv/a copy' "), start);
    }
}
