package io.pgcairn.daemon.e2e;

import static io.pgcairn.daemon.e2e.DamagedStoreIT.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.fault.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator can get wrong: each has its own exit code, message and hint, and leaves nothing half done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int MOST_RACES = 30;
    private static final String POSTGRES = "uri: \"[^\"]*\"";

    private final BackedUpCluster cluster;
    private final Site site;

    /** A copy of the store in which nothing moves. */
    private final Site still;

    BadInputIT() throws Exception {
        cluster = new BackedUpCluster();
        site = cluster.site;
        still = site.copied("still");
    }

    @BeforeAll
    void make_roles_that_lack_something() throws Exception {
        Sql.of(cluster.server)
                .run(
                        "SET password_encryption = 'scram-sha-256'",
                        "CREATE ROLE locked LOGIN REPLICATION PASSWORD 'right'",
                        "CREATE ROLE reader LOGIN IN ROLE pg_monitor");
        Path hba = cluster.server.data().resolve("pg_hba.conf");
        String lines =
                "host all locked 127.0.0.1/32 scram-sha-256\nhost replication locked 127.0.0.1/32" + " scram-sha-256\n";
        Files.writeString(hba, lines + Files.readString(hba));
        Sql.of(cluster.server).run("SELECT pg_reload_conf()");
    }

    @AfterAll
    void close() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TARGET_UNREACHABLE | never-was            | --target-name never-was",
                "TARGET_UNREACHABLE | FF/0                 | --target-lsn FF/0",
                "TARGET_INVALID     | no timeline 99       | --target latest --target-timeline 99",
                "TARGET_BEFORE_FIRST_BACKUP | 2001-01-01   | --target-time 2001-01-01T00:00:00Z",
                "TARGET_BEFORE_FIRST_BACKUP | 0/100        | --target-lsn 0/100",
                "TARGET_INVALID     | future               | --target-time 2999-01-01T00:00:00Z",
                "TARGET_INVALID     | yesterday            | --target yesterday",
                "BACKUP_UNKNOWN     | 20010101T000000.000Z | --target latest --backup 20010101T000000.000Z",
                "CLUSTER_UNKNOWN    | no cluster other     | --target latest --cluster other",
                "USAGE              | no target            | --dry-run"
            })
    void a_restore_that_cannot_be_is_refused(Fault fault, String fragment, String words) throws Exception {
        List<String> options = new ArrayList<>(List.of(words.split(" ")));
        Path to = still.directory().resolve("restored");
        options.addAll(List.of("--to", to.toString()));
        TreeSet<String> before = still.objects();
        assertFailure(fault, fragment, still.run("restore", options.toArray(String[]::new)));
        assertFalse(Files.exists(to), "the directory that was to be restored to");
        assertEquals(before, still.objects(), "the store");
    }

    @Test
    void a_directory_with_something_in_it_is_left_alone() throws Exception {
        Path to = Files.createDirectory(still.directory().resolve("taken"));
        Files.writeString(to.resolve("precious"), "mine");
        assertFailure(
                Fault.DIRECTORY_NOT_EMPTY,
                to.toString(),
                still.run("restore", "--to", to.toString(), "--target", "latest", "--dry-run"));
        assertFailure(
                Fault.DIRECTORY_NOT_EMPTY,
                to.toString(),
                still.run(
                        "restore",
                        "--to",
                        to.toString(),
                        "--target",
                        "latest",
                        "--tablespace",
                        cluster.tablespace + "=" + still.directory().resolve("moved")));
        assertEquals(new TreeSet<>(List.of("", "precious")), Site.files(to));
        assertFalse(Files.exists(still.directory().resolve("moved")), "the tablespace");
    }

    @Test
    void a_store_without_a_backup_restores_nothing() throws Exception {
        Site empty = site.copied("empty");
        for (String mark : empty.objects()) {
            if (mark.endsWith("/backup.json")) {
                Files.delete(empty.store().resolve(mark));
            }
        }
        Path to = empty.directory().resolve("restored");
        String[] options = {"--to", to.toString(), "--target", "latest"};
        assertFailure(Fault.NO_BACKUP, "backup", empty.run("restore", options));
        Path config = empty.changed("nothing", text -> text.replace("/empty/store", "/empty/nothing"));
        assertFailure(Fault.NO_BACKUP, "", empty.runWith(config, "restore", options));
        assertFalse(Files.exists(to), "the directory that was to be restored to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tiers:      | teirs:    | teirs",
                "recipients: | recipient: | recipients",
                "[age1       | [age2     | age1",
                "interval: 300ms | interval: soon | soon"
            })
    void a_configuration_that_is_wrong_is_refused_with_its_line(String right, String wrong, String fragment)
            throws Exception {
        Path config = still.changed("wrong", text -> text.replace(right, wrong));
        InProcess.Answer answer = still.runWith(config, "list");
        assertFailure(Fault.CONFIGURATION, fragment, answer);
        assertTrue(answer.err().matches("(?s).*wrong\\.yaml:\\d+.*"), answer::toString);
    }

    @Test
    void a_server_that_is_not_there_is_told_by_check_and_tried_again_by_the_daemon() throws Exception {
        Site lonely = site.copied("lonely");
        TreeSet<String> before = lonely.objects();
        assertCheckFails(lonely, lonely.config(), "refused", "check that PostgreSQL runs there");
        try (DaemonProcess daemon = lonely.startDaemon().serving()) {
            Eventually.is(
                    "the failure is told",
                    LIMIT,
                    () -> Files.readString(lonely.log()).contains("WAL intake failed"));
            assertEquals(200, daemon.status("/healthz"));
            assertEquals(503, daemon.status("/readyz"));
            InProcess.Answer backup = lonely.run("backup", "--wait");
            assertFailure(Fault.POSTGRES_UNREACHABLE, "", backup);
            assertEquals(0, daemon.terminate(LIMIT));
        }
        assertEquals(before, lonely.objects(), "the store");
    }

    @Test
    void a_site_in_order_passes_its_check() throws Exception {
        InProcess.Answer check = site.run("check");
        // Store and data share a disk here, which is worth a warning.
        assertTrue(check.exitCode() <= 1, check::text);
        assertTrue(check.text().contains("OK       daemon: cluster main is streaming"), check::text);
        assertTrue(check.text().contains("OK       backups main: the newest good one"), check::text);
    }

    @ParameterizedTest
    @CsvSource({
        "locked:wrong@, password authentication failed, check the password",
        "reader@, may not do all that is needed, ALTER ROLE",
    })
    void a_role_that_may_not_is_told_by_check(String login, String fragment, String hint) throws Exception {
        TreeSet<String> before = still.objects();
        String uri = "postgresql://" + login + "127.0.0.1:" + cluster.server.port() + "/postgres";
        Path config = still.changed("role", text -> text.replaceFirst(POSTGRES, "uri: \"" + uri + "\""));
        assertCheckFails(still, config, fragment, hint);
        assertEquals(before, still.objects(), "the store");
    }

    @Test
    void a_store_that_cannot_be_written_is_told() throws Exception {
        Path disk = Files.createDirectory(site.directory().resolve("readonly"));
        try (ScratchDisk mounted = ScratchDisk.mount(disk, "ro,size=1m")) {
            Path config = site.changed("ro", text -> text.replace(site.store().toString(), mounted.path() + "/s"));
            assertCheckFails(site, config, "", "");
            assertEquals(1, Site.files(disk).size(), "nothing was made");
        }
    }

    @Test
    void a_full_store_fails_the_backup_and_keeps_no_commit_mark() throws Exception {
        Site full = site.copied("full");
        String uri = cluster.server.uri();
        String configuration = full.configuration().replaceFirst(POSTGRES, "uri: \"" + uri + "\", slot: other");
        Files.writeString(full.config(), configuration);
        for (String name : full.objects().descendingSet()) {
            Files.delete(full.store().resolve(name));
        }
        Files.createDirectories(full.store());
        try (ScratchDisk mounted = ScratchDisk.mount(full.store(), "size=2m");
                DaemonProcess daemon = full.startDaemon().ready()) {
            InProcess.Answer backup = full.run("backup", "--wait");
            assertFailure(Fault.STORE_FULL, "", backup);
            assertEquals(200, daemon.status("/healthz"));
            assertFalse(Site.files(mounted.path()).stream().anyMatch(name -> name.endsWith("backup.json")));
            assertTrue(full.run("list").text().contains("no backup yet"));
        } finally {
            dropSlot("other");
        }
    }

    private void dropSlot(String name) throws Exception {
        String named = " FROM pg_replication_slots WHERE slot_name = '" + name + "'";
        Sql sql = Sql.of(cluster.server);
        String active = "SELECT coalesce(bool_or(active), false)" + named;
        Eventually.is("the slot is free", LIMIT, () -> sql.ask(active).equals("f"));
        sql.run("SELECT pg_drop_replication_slot(slot_name)" + named);
    }

    @Test
    void a_backup_needs_the_daemon() throws Exception {
        assertFailure(Fault.DAEMON_UNREACHABLE, "127.0.0.1:" + still.port(), still.run("backup", "--wait"));
    }

    @Test
    void a_second_backup_is_refused_while_one_runs() throws Exception {
        int busy = Fault.BACKUP_BUSY.exitCode();
        List<Integer> codes = List.of();
        for (int i = 0; i < MOST_RACES && !codes.contains(busy); i++) {
            codes = twoBackups();
            // Where the first is done before the second is asked for, both are taken.
            assertTrue(codes.equals(List.of(0, 0)) || codes.equals(List.of(0, busy)), codes::toString);
        }
        assertTrue(codes.contains(busy), "none was ever refused");
    }

    /** The exit codes of two that are asked for at once. */
    private List<Integer> twoBackups() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Callable<Integer> ask = () -> site.run("backup", "--wait").exitCode();
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> future : both.invokeAll(List.of(ask, ask))) {
                codes.add(future.get());
            }
            return codes.stream().sorted().toList();
        }
    }

    @Test
    void a_port_that_is_taken_ends_the_daemon_at_once() throws Exception {
        Path config = still.changed("taken", text -> text.replace(":" + still.port() + " }", ":" + site.port() + " }"));
        Path log = still.directory().resolve("taken.log");
        try (DaemonProcess second = DaemonProcess.start(site.home(), config, URI.create("http://127.0.0.1:1"), log)) {
            assertEquals(Fault.LISTEN_FAILED.exitCode(), second.exitCode(LIMIT));
        }
        String said = Files.readString(log);
        assertTrue(said.contains("" + site.port()) && said.contains("  hint: "), said);
        assertEquals(200, cluster.daemon.status("/readyz"), "the first daemon");
    }

    @Test
    void a_second_daemon_on_the_same_slot_says_so_and_harms_nothing() throws Exception {
        Site twin = site.copied("twin");
        Files.writeString(
                twin.config(), twin.configuration().replaceFirst(POSTGRES, "uri: \"" + cluster.server.uri() + "\""));
        try (DaemonProcess second = twin.startDaemon().serving()) {
            Eventually.is(
                    "it says so", LIMIT, () -> Files.readString(twin.log()).contains("is active for PID"));
            assertEquals(503, second.status("/readyz"));
            assertEquals(200, cluster.daemon.status("/readyz"), "the first daemon");
        }
        cluster.ledger.mark("beside a twin");
        cluster.ledger.awaitDurable();
    }

    private static void assertCheckFails(Site site, Path config, String fragment, String hint) {
        InProcess.Answer answer = site.runWith(config, "check");
        assertEquals(2, answer.exitCode(), answer::text);
        List<String> lines = answer.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("FAILED") && lines.get(i).contains(fragment)) {
                assertTrue(
                        lines.get(i + 1).contains("hint: ") && lines.get(i + 1).contains(hint), answer::text);
                return;
            }
        }
        throw new AssertionError("no line FAILED with '" + fragment + "' in\n" + answer.text());
    }
}
