package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.SocketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A new host, set up over PostgreSQL's Unix socket, and backed up and restored with what init wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InitIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private SocketServer server;
    private Sql sql;
    private int places;

    @BeforeAll
    void start() throws Exception {
        server = SocketServer.start(
                18,
                ClusterOptions.DEFAULT.withWalSegmentMegabytes(1),
                "local all locked scram-sha-256",
                "local all all trust",
                "host all all 127.0.0.1/32 trust");
        sql = Sql.of(server.server());
        sql.run("CREATE ROLE weak LOGIN", "CREATE ROLE locked LOGIN PASSWORD 'right'");
    }

    @AfterAll
    void end() throws Exception {
        server.close();
    }

    /** A directory of its own for each setup. */
    private Path fresh() throws IOException {
        places++;
        Path place = Files.createDirectory(server.postgres().directory().resolve("place-" + places));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx--x--x"));
        return place;
    }

    private InProcess.Answer init(Path place, String uri, Path store, String... more) {
        List<String> words = new ArrayList<>(List.of("init", "--yes", "--user", System.getProperty("user.name")));
        words.addAll(List.of("--config", place.resolve("pgcairn.yaml").toString()));
        words.addAll(List.of("--cluster", "place" + places, "--postgres", uri, "--store", store.toString()));
        words.addAll(List.of(more));
        return new InProcess(Path.of("")).run(words.toArray(String[]::new));
    }

    private InProcess.Answer init(Path place, String... more) {
        return init(place, server.uri("postgres"), place.resolve("store"), more);
    }

    private String slots() throws Exception {
        return sql.ask("SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'pgcairn_place" + places + "'");
    }

    private void requireRefused(Path place, Fault fault, String hint, InProcess.Answer answer) throws Exception {
        assertEquals(fault.exitCode(), answer.exitCode(), answer::toString);
        assertTrue(answer.err().contains(hint), answer::toString);
        assertFalse(Files.exists(place.resolve("pgcairn.yaml")), "a configuration was written");
        assertFalse(Files.exists(place.resolve("identity.txt")), "a key was written");
        assertEquals("0", slots(), "a slot was made");
    }

    @Test
    void what_init_writes_backs_up_and_restores() throws Exception {
        Path place = fresh();
        Path tablespace = Files.createDirectory(place.resolve("tablespace"));
        server.server().handOver(tablespace);
        Ledger.create(server.server(), tablespace);
        Ledger ledger = new Ledger(server.server());
        InProcess.Answer answer = init(place, "--window", "2d");
        assertEquals(0, answer.exitCode(), answer::toString);
        assertTrue(answer.text().contains("OK       slot pgcairn_place" + places + " is made"), answer::text);
        assertTrue(answer.text().contains("NO BACKUP CAN BE READ"), answer::text);
        assertEquals("t", sql.ask("SELECT bool_and(restart_lsn IS NOT NULL) FROM pg_replication_slots"));

        Path helping = Files.createDirectory(place.resolve("home"));
        Site helper = Site.make(helping, server.server().uri());
        Path config = place.resolve("pgcairn.yaml");
        String text = Files.readString(config) + "http: { listen: 127.0.0.1:" + helper.port() + " }\n";
        Files.writeString(config, text);
        Site site = new Site(place, helper.home(), helper.port(), text);
        try (DaemonProcess daemon = site.startDaemon().ready()) {
            ledger.during(() -> Host.require(0, site.run("backup", "--wait")));
            ledger.writeSegment(20);
            ledger.awaitDurable();
            TreeSet<Long> rows = ledger.acknowledged();
            String checked = site.run("check").text();
            assertFalse(checked.contains("FAILED"), checked);
            assertTrue(checked.contains("is streamed"), checked);
            Clone clone = Clone.restore(server.postgres(), site, tablespace, "by init", "--target", "latest");
            clone.recover(server.postgres());
            assertEquals(rows, clone.rows());
            clone.server().kill();
            assertEquals(0, daemon.terminate(LIMIT));
        }
    }

    @Test
    void a_second_run_says_what_is_there_and_changes_nothing() throws Exception {
        Path place = fresh();
        assertEquals(0, init(place).exitCode());
        Path config = place.resolve("pgcairn.yaml");
        String written = Files.readString(config);
        String key = Files.readString(place.resolve("identity.txt"));
        InProcess.Answer again = init(place);
        assertEquals(0, again.exitCode(), again::toString);
        assertTrue(again.text().contains("was there and is left as it is"), again::text);

        InProcess.Answer other = init(place, server.uri("postgres"), place.resolve("other"));
        assertEquals(Fault.CONFIGURATION.exitCode(), other.exitCode(), other::toString);
        assertTrue(other.err().contains("--force"), other::toString);
        assertEquals(written, Files.readString(config));

        InProcess.Answer forced = init(place, server.uri("postgres"), place.resolve("other"), "--force", "--json");
        assertEquals(0, forced.exitCode(), forced::toString);
        assertTrue(forced.text().contains("\"key_made\" : false"), forced::text);
        assertTrue(forced.text().contains("\"slot_made\" : false"), forced::text);
        try (var kept = Files.newDirectoryStream(place, "pgcairn.yaml.*Z.bak")) {
            assertEquals(written, Files.readString(kept.iterator().next()));
        }
        assertTrue(Files.readString(config).contains("/other"));
        assertEquals(key, Files.readString(place.resolve("identity.txt")));
        assertEquals("1", slots());
    }

    @Test
    void a_role_without_rights_is_told_the_statements_that_mend_it() throws Exception {
        Path place = fresh();
        InProcess.Answer refused = init(place, server.uri("weak"), place.resolve("store"));
        requireRefused(place, Fault.POSTGRES_PERMISSION, "ALTER ROLE \"weak\" REPLICATION;", refused);
        String hint = refused.err().substring(refused.err().indexOf("in the database postgres: ") + 26);
        for (String statement : hint.strip().split("(?<=;) ")) {
            sql.run(statement);
        }
        InProcess.Answer mended = init(place, server.uri("weak"), place.resolve("store"));
        assertEquals(0, mended.exitCode(), mended::toString);
        sql.run("DROP OWNED BY weak", "ALTER ROLE weak NOREPLICATION");
    }

    @Test
    void what_cannot_be_reached_or_written_is_refused_before_anything_is_made() throws Exception {
        Path place = fresh();
        Path store = place.resolve("store");
        requireRefused(
                place,
                Fault.POSTGRES_UNREACHABLE,
                "check that PostgreSQL runs",
                init(place, "postgresql://postgres@/postgres?host=" + place, store));
        requireRefused(place, Fault.USAGE, "write --postgres @FILE", init(place, server.uri("locked:wrong"), store));
        Path uri = Files.writeString(place.resolve("uri"), server.uri("locked:wrong"));
        requireRefused(place, Fault.POSTGRES_AUTHENTICATION, "password", init(place, "@" + uri, store));
        Path file = Files.writeString(place.resolve("file"), "no directory");
        InProcess.Answer unwritable = init(place, server.uri("postgres"), file.resolve("store"));
        assertTrue(unwritable.err().contains("tier local"), unwritable::toString);
        requireRefused(place, fault(unwritable.exitCode()), "hint: ", unwritable);
        requireRefused(place, Fault.USAGE, "--window: 'soon'", init(place, "--window", "soon"));
    }

    private static Fault fault(int exitCode) {
        for (Fault fault : Fault.values()) {
            if (fault.name().startsWith("STORE_") && fault.exitCode() == exitCode) {
                return fault;
            }
        }
        throw new AssertionError("no fault of a store: " + exitCode);
    }

    @Test
    void a_standby_is_refused() throws Exception {
        Path place = fresh();
        ServerInstance standby = server.postgres().created(ClusterOptions.DEFAULT);
        Files.createFile(standby.data().resolve("standby.signal"));
        server.postgres().start(standby, Map.of());
        requireRefused(
                place,
                Fault.POSTGRES_WRONG_CLUSTER,
                "point the URI at the primary",
                init(place, standby.uri(), place.resolve("store")));
        standby.kill();
    }
}
