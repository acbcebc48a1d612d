package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.config.ClusterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgottenTest {
    private static final String HERE = "postgresql:///postgres";

    @TempDir
    private Path directory = Path.of("");

    private static String text(String cluster, String uri) {
        return new DraftText(
                        new Draft(
                                cluster,
                                uri,
                                List.of(new Draft.Store("local", "file:///var/lib/pgcairn", Map.of())),
                                "14d",
                                List.of(Draft.NOBODY),
                                Path.of("/etc/pgcairn/identity.txt")),
                        LocalDate.of(2026, 11, 21))
                .render();
    }

    private String told(String before, String cluster, String uri) throws Exception {
        Clock clock = Clock.systemUTC();
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), before);
        ClusterConfig now = DraftFile.read(text(cluster, uri));
        return String.join("\n", Forgotten.replacing(file, clusters).lines(now));
    }

    @Test
    void the_slot_of_another_cluster_comes_with_the_statement_that_drops_it() throws Exception {
        String told = told(text("old", HERE), "new", HERE);
        assertTrue(told.contains("slot pgcairn_old of the replaced cluster old at " + HERE), told);
        assertTrue(told.contains("SELECT pg_drop_replication_slot('pgcairn_old');"), told);
    }

    @Test
    void a_slot_of_the_same_name_at_another_server_is_told_with_care_and_without_the_password() throws Exception {
        String told = told(text("main", "postgresql://u:hush@other/"), "main", HERE);
        assertTrue(told.contains("(unless this is the same server as " + HERE + ")"), told);
        assertTrue(told.contains("pg_drop_replication_slot('pgcairn_main')") && !told.contains("hush"), told);
    }

    @Test
    void the_same_slot_at_the_same_server_is_not_forgotten() throws Exception {
        assertEquals("", told(text("main", HERE), "main", HERE));
    }

    @Test
    void a_configuration_that_cannot_be_read_may_have_had_a_slot() throws Exception {
        assertTrue(told("no: [configuration", "main", HERE).contains("pg_replication_slots"));
    }
}
