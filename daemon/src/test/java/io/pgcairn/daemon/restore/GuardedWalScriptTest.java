package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.AccessSettings;
import io.pgcairn.daemon.http.HttpLimits;
import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.OneCluster;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.http.Scope;
import io.pgcairn.daemon.http.TestCertificates;
import io.pgcairn.daemon.http.TlsSettings;
import io.pgcairn.daemon.testing.CleanEnvironment;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script against an endpoint with TLS that lets in by token, certificate or Unix socket. */
class GuardedWalScriptTest {
    private static final Path SCRIPT =
            Path.of("../deploy/bin/pgcairn-restore-wal").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 180;
    private static final String TOKEN = "restore-0123456789abcdef";

    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private WalTiers servers;
    private HttpServer server;
    private TestCertificates made;
    private String said = "";

    @BeforeEach
    void serve() throws Exception {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(in -> Files.isExecutable(Path.of(in, "curl"))),
                "curl is not installed");
        fixture = new ArchiveFixture();
        fixture.pushSegments(1, 1, 1);
        servers = new WalTiers(
                Map.of("near", fixture.lineagesUnderTest()),
                new WalServerSettings(Duration.ofSeconds(60), Duration.ZERO, 2, 8 << 20, Duration.ofDays(1)),
                FakeWalTime.rushing(),
                new Random(1));
        made = new TestCertificates(directory)
                .server("server")
                .client("standby")
                .client("reader");
        AccessSettings.Rule restore =
                new AccessSettings.Rule(Optional.of(token("token", "# of the standby\n" + TOKEN)), Set.of("standby"));
        AccessSettings.Rule metrics =
                new AccessSettings.Rule(Optional.of(token("metrics", "metrics-0123456789abcdef")), Set.of("reader"));
        server = new HttpServer(
                new HttpSettings(
                        new InetSocketAddress("127.0.0.1", 0),
                        Set.of(),
                        Optional.of(directory.resolve("s.sock")),
                        Optional.of(new TlsSettings(
                                made.file("server.pem"), made.file("server.key"), Optional.of(made.file("ca.pem")))),
                        new AccessSettings(Map.of(Scope.RESTORE, restore, Scope.METRICS, metrics)),
                        HttpLimits.DEFAULT),
                new Router(new OneCluster().with(servers::answer), () -> ""));
    }

    private Path token(String file, String content) throws Exception {
        Path path = Files.writeString(directory.resolve(file), content + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return path;
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
            servers.close();
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.toString().contains("pgcairn-tmp")).toList());
        }
    }

    private String url() {
        return "https://localhost:" + server.address().getPort() + "/clusters/main";
    }

    private int run(String url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(url, name(1, 1), "got"));
        ProcessBuilder builder = CleanEnvironment.of(new ProcessBuilder(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .redirectInput(new File("/dev/null"));
        // A refusal that were tried again would make this test end by its bound.
        builder.environment().put("PGCAIRN_RESTORE_PATIENCE", "3600");
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the script hangs");
        } finally {
            process.destroyForcibly();
        }
        said = Files.readString(directory.resolve("said"));
        return process.exitValue();
    }

    private void assertServed(String url, String... options) throws Exception {
        assertEquals(0, run(url, options), said);
        assertArrayEquals(content(1, 1), Files.readAllBytes(directory.resolve("got")));
        Files.delete(directory.resolve("got"));
    }

    private void assertRefused(int code, String why, String... options) throws Exception {
        assertEquals(code, run(url(), options), said);
        assertTrue(said.contains(why), said);
        assertTrue(!said.contains(TOKEN), said);
        assertTrue(Files.notExists(directory.resolve("got")), "left a file");
    }

    @Test
    void a_token_a_certificate_or_the_socket_gets_the_segment() throws Exception {
        assertServed(url(), "--cacert", "ca.pem", "--token-file", "token");
        assertServed(url(), "--cacert", "server.pem", "--token-file", "token");
        assertServed(url(), "--cacert", "ca.pem", "--cert", "standby.pem", "--key", "standby.key");
        assertServed("http://localhost/clusters/main", "--socket", "s.sock");
        assertServed(
                "https://localhost:1/clusters/main",
                "--connect",
                "127.0.0.1:" + server.address().getPort(),
                "--cacert",
                "ca.pem",
                "--token-file",
                "token");
    }

    @Test
    void who_is_not_let_in_is_told_so_and_recovery_stops() throws Exception {
        token("wrong", "wrong-0123456789abcdef");
        token("none", "# nothing but a comment");
        assertRefused(206, "a token or a client certificate is needed", "--cacert", "ca.pem");
        assertRefused(206, "the token is not known here", "--cacert", "ca.pem", "--token-file", "wrong");
        assertRefused(206, "is not for this, but for metrics", "--cacert", "ca.pem", "--token-file", "metrics");
        assertRefused(206, "but for metrics", "--cacert", "ca.pem", "--cert", "reader.pem", "--key", "reader.key");
        assertRefused(206, "has no token", "--cacert", "ca.pem", "--token-file", "none");
        assertRefused(206, "gone is not there or not readable", "--cacert", "ca.pem", "--token-file", "gone");
        assertRefused(206, "gone is not there or not readable", "--cacert", "gone", "--token-file", "token");
    }

    @Test
    void a_side_that_does_not_prove_itself_is_told_from_a_broken_line() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        new TestCertificates(other).client("standby");
        String fails = "TLS with";
        assertRefused(206, fails, "--cacert", "other/ca.pem", "--token-file", "token");
        assertRefused(206, fails, "--cacert", "ca.pem", "--cert", "other/standby.pem", "--key", "other/standby.key");
        assertRefused(206, fails, "--cacert", "ca.pem", "--cert", "standby.pem", "--key", "server.key");
    }

    @Test
    void options_that_make_no_sense_are_refused() throws Exception {
        assertRefused(200, "--cert and --key go together", "--cacert", "ca.pem", "--cert", "standby.pem");
        assertRefused(200, "the value of --token-file is empty", "--token-file", "");
        assertRefused(200, "no option is called '--tokenfile'", "--tokenfile", "token");
    }
}
