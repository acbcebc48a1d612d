package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A restored copy in a directory of its own, its tablespace moved beside it. */
record Clone(Path data, ServerInstance server) {
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(3);

    /** Restores to a target, and does not start the server. */
    static Clone restore(TestPostgres postgres, Site site, Path tablespace, String name, String... target)
            throws Exception {
        Path parent = Files.createDirectory(postgres.directory().resolve("restored " + name));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = parent.resolve("data");
        List<String> options = new ArrayList<>(List.of(target));
        options.addAll(List.of("--to", data.toString()));
        options.addAll(List.of("--tablespace", tablespace + "=" + parent.resolve("tablespace")));
        InProcess.Answer answer = site.run("restore", options.toArray(String[]::new));
        assertEquals(0, answer.exitCode(), answer::toString);
        return new Clone(data, postgres.opened(data));
    }

    /** Starts the server; returns when its recovery has ended and it takes writes. */
    void recover(TestPostgres postgres) throws Exception {
        postgres.start(server, Map.of());
        Eventually.is(
                "recovery ends; the log is " + server.log(),
                RECOVERY_LIMIT,
                () -> Sql.of(server).ask("SELECT pg_is_in_recovery()").equals("f"));
    }

    /** The rows of a copy that has recovered, after what must hold for every copy. */
    TreeSet<Long> rows() throws Exception {
        Sql sql = Sql.of(server);
        assertEquals("off", sql.ask("SHOW archive_mode"), "a copy does not archive");
        assertEquals("", sql.ask("SHOW primary_conninfo"), "a copy follows nobody");
        assertEquals("0", sql.ask("SELECT count(*) FROM pg_replication_slots"), "a copy has no slots");
        String segment = sql.ask("SELECT pg_walfile_name(pg_current_wal_lsn())");
        assertNotEquals("00000001", segment.substring(0, 8), "the timeline after recovery");
        sql.run("CREATE TABLE written_after_recovery AS SELECT 1");
        return Ledger.rows(server);
    }
}
