package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.http.TestCertificates;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.InstanceException;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An endpoint with TLS, tokens and client certificates: restored servers get their WAL from it, strangers none. */
class GuardedRestoreIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TOKEN = "restore-0123456789abcdef";
    private static final String ADMIN = "admin-0123456789abcdef";
    private static final String WRONG = "wrong-0123456789abcdef";

    private TestPostgres postgres;
    private ServerInstance server;
    private Site site;
    private Path socket = Path.of("");
    private DaemonProcess daemon;
    private @Nullable TestCertificates certificates;
    private String rows = "";

    @BeforeEach
    void start() throws Exception {
        postgres = TestPostgres.major(14);
        server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
        Sql.of(server).run("CREATE TABLE ledger (n bigint, t text)");
        site = guarded(Site.make(postgres.directory().resolve("site"), server.uri()));
        daemon = site.startDaemon();
        Eventually.is(
                "a backup is ordered by the socket; the log is " + site.log(),
                LIMIT,
                () -> site.run("backup", "--wait").exitCode() == 0);
        // The unit runs the daemon as the user that owns PostgreSQL's files, whose the socket is then.
        server.handOver(socket);
        for (int i = 0; i < 3; i++) {
            Sql.of(server)
                    .run(
                            "INSERT INTO ledger SELECT n, repeat(md5(n::text), 40)"
                                    + " FROM generate_series(1, 100) AS s(n)",
                            "SELECT pg_switch_wal()");
        }
        rows = ask(server);
        awaitDurable();
        server.kill();
    }

    private TestCertificates made() {
        return Objects.requireNonNull(certificates);
    }

    @AfterEach
    void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private Site guarded(Site plain) throws Exception {
        Path directory = plain.directory();
        socket = directory.resolve("s.sock");
        TestCertificates made = new TestCertificates(directory).server("server").client("standby");
        certificates = made;
        for (String name : List.of("server", "standby")) {
            secret(name + ".key", Files.readString(made.file(name + ".key")));
        }
        String configuration = plain.configuration()
                .replace("http: { listen: 127.0.0.1:" + plain.port() + " }", """
                        http:
                          listen: 127.0.0.1:%d
                          socket: s.sock
                          tls: { certificate: server.pem, key: server.key, client_ca: ca.pem }
                          access:
                            restore: { token_file: %s, clients: [standby] }
                            admin: { token_file: %s }""".formatted(
                                plain.port(), secret("restore.token", TOKEN), secret("admin.token", ADMIN)));
        Files.writeString(plain.config(), configuration);
        return new Site(directory, plain.home(), plain.port(), configuration);
    }

    /** A file for PostgreSQL's user alone. */
    private Path secret(String name, String content) throws Exception {
        Path file = postgres.directory().resolve("site").resolve(name);
        Files.writeString(file, content + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        server.handOver(file);
        return file;
    }

    private static String ask(ServerInstance of) throws Exception {
        return Sql.of(of).ask("SELECT count(*) || ' ' || coalesce(sum(n), 0) FROM ledger");
    }

    private void awaitDurable() throws Exception {
        String written = Sql.of(server).ask("SELECT pg_current_wal_insert_lsn()");
        Eventually.is(
                "WAL up to " + written + " is durable",
                LIMIT,
                () -> Sql.of(server)
                        .ask("SELECT coalesce(bool_or(flush_lsn >= '" + written + "'), false) FROM pg_stat_replication")
                        .equals("t"));
    }

    private Clone restored(Path config, String advice) throws Exception {
        String name = String.valueOf(config.getFileName()).replace(".yaml", "");
        Path parent = Files.createDirectory(postgres.directory().resolve("restored " + name));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = parent.resolve("data");
        InProcess.Answer answer = site.runWith(config, "restore", "--target", "latest", "--to", data.toString());
        assertEquals(0, answer.exitCode(), answer::toString);
        assertTrue(answer.toString().contains(advice), answer::toString);
        return new Clone(data, postgres.opened(data));
    }

    private static void change(Clone clone, UnaryOperator<String> change) throws Exception {
        Path file = clone.data().resolve("postgresql.auto.conf");
        String before = Files.readString(file);
        String after = change.apply(before);
        assertFalse(after.equals(before), before);
        Files.writeString(file, after);
    }

    private void assertRecovers(Clone clone, String option) throws Exception {
        String settings = Files.readString(clone.data().resolve("postgresql.auto.conf"));
        assertTrue(settings.contains(option), settings);
        try (Arguments arguments = new Arguments(List.of(TOKEN, ADMIN))) {
            clone.recover(postgres);
            assertEquals(List.of(), arguments.seen(), "a token in the arguments of a process");
        }
        assertEquals(rows, ask(clone.server()));
        clone.server().kill();
        for (Path file : List.of(
                clone.data().resolve("postgresql.auto.conf"), clone.server().log(), site.log())) {
            String text = Files.readString(file);
            for (String token : List.of(TOKEN, ADMIN, WRONG)) {
                assertFalse(text.contains(token), () -> file + " has a token:\n" + text);
            }
        }
    }

    /** It stops, says why, and recovery is still to be done. */
    private void assertStops(Clone clone, String said) throws Exception {
        Files.deleteIfExists(clone.server().log());
        try {
            postgres.start(clone.server(), Map.of());
        } catch (InstanceException e) {
            // It came to the end before it would have taken queries as a standby.
        }
        Eventually.is("the server ends", LIMIT, () -> !clone.server().isRunning());
        String log = Files.readString(clone.server().log());
        assertTrue(log.contains("FATAL"), log);
        assertTrue(log.contains(said), log);
        assertFalse(log.contains("archive recovery complete"), log);
        assertTrue(Files.exists(clone.data().resolve("recovery.signal")), "recovery is still to be done");
        assertFalse(Files.exists(clone.data().resolve("pg_wal/00000002.history")), "a new timeline has begun");
    }

    @Test
    void restored_servers_prove_themselves_and_whoever_does_not_gets_nothing() throws Exception {
        byToken();
        byCertificate();
        assertRecovers(restored(site.config(), ""), "--socket ");
        List<String> alarms = DaemonProcess.alarms(
                site.log(),
                line -> line.contains(" logger=daemon.http.RefusalLog ")
                        || line.contains(" logger=wal msg=\"WAL intake failed\" ")
                        || line.contains("WAL of cluster main is not streamed yet"));
        assertEquals("", String.join("\n", alarms), "unexpected in the daemon's log");
        assertTrue(Files.readString(site.log()).contains("its token is none of ours"), "refusals are told");
    }

    private void byToken() throws Exception {
        Path config = site.changed("token", text -> text.replace("  socket: s.sock\n", ""));
        InProcess.Answer status = site.runWith(config, "status");
        assertTrue(status.text().contains("main"), status::toString);
        Clone clone = restored(config, "");
        String right = "restore.token";
        Path wrong = secret("wrong.token", WRONG);
        change(clone, text -> text.replace(right, wrong.getFileName().toString()));
        assertStops(clone, "not let in");
        change(clone, text -> text.replace(wrong.getFileName().toString(), right));

        Path other = Files.createDirectory(site.directory().resolve("other"));
        new TestCertificates(other).client("standby");
        String trusted = made().file("server.pem").toString();
        change(clone, text -> text.replace(trusted, other.resolve("ca.pem").toString()));
        assertStops(clone, "look at --cacert");
        change(clone, text -> text.replace(other.resolve("ca.pem").toString(), trusted));
        assertRecovers(clone, "--token-file ");
    }

    private void byCertificate() throws Exception {
        Path config = site.changed(
                "certificate",
                text -> text.replace("  socket: s.sock\n", "")
                        .replaceAll("token_file: [^, }]+,? ?", "")
                        .replace("admin: { }", "admin: { clients: [operator] }"));
        Clone clone = restored(config, "add --cert FILE --key FILE");
        assertStops(clone, "a token or a client certificate is needed");
        Path other = site.directory().resolve("other");
        server.handOver(other);
        String theirs = "--cert " + other.resolve("standby.pem") + " --key " + other.resolve("standby.key") + " ";
        String ours = "--cert " + made().file("standby.pem") + " --key " + made().file("standby.key") + " ";
        change(clone, text -> text.replace("--cacert ", theirs + "--cacert "));
        assertStops(clone, "look at --cacert, --cert and --key");
        change(clone, text -> text.replace(theirs, ours));
        assertRecovers(clone, "--cert ");
    }
}
