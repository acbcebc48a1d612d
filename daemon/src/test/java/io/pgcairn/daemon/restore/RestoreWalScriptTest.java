package io.pgcairn.daemon.restore;

import static io.pgcairn.daemon.restore.ArchiveFixture.content;
import static io.pgcairn.daemon.restore.ArchiveFixture.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.HttpServer;
import io.pgcairn.daemon.http.HttpSettings;
import io.pgcairn.daemon.http.OneCluster;
import io.pgcairn.daemon.http.Router;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.StoreStep;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real script with the real curl, against the real endpoint and against servers that are none of ours. */
class RestoreWalScriptTest {
    private static final Path SCRIPT =
            Path.of("../deploy/bin/pgcairn-restore-wal").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 180;
    private static final String DAEMONS = "Content-Type: application/json\r\n";

    @TempDir
    private Path directory;

    private ArchiveFixture fixture;
    private WalTiers servers;
    private HttpServer server;
    private String url = "";
    private String said = "";
    private String patience = "0";
    private String path = "";
    private String timeout = String.valueOf(PATIENCE_SECONDS);

    @BeforeEach
    void serve() throws Exception {
        Assumptions.assumeTrue(isInstalled("curl"), "curl is not installed");
        fixture = new ArchiveFixture();
        servers = new WalTiers(
                Map.of("near", fixture.lineagesUnderTest()),
                new WalServerSettings(Duration.ofSeconds(60), Duration.ZERO, 2, 8 << 20, Duration.ofDays(1)),
                FakeWalTime.rushing(),
                new Random(1));
        server = new HttpServer(
                HttpSettings.defaults(new InetSocketAddress("127.0.0.1", 0)),
                new Router(new OneCluster().with(servers::answer), () -> ""));
        url = "http://127.0.0.1:" + server.address().getPort() + "/clusters/main";
    }

    @AfterEach
    void stop() throws IOException {
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

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(where -> Files.isExecutable(Path.of(where, program)));
    }

    private Process start(String shell, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(shell, SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = CleanEnvironment.of(new ProcessBuilder(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().put("PGCAIRN_RESTORE_PATIENCE", patience);
        builder.environment().put("PGCAIRN_RESTORE_TIMEOUT", timeout);
        builder.environment().merge("PATH", path, (usual, first) -> first + usual);
        return builder.start();
    }

    private int run(String... arguments) throws Exception {
        return await(start("sh", arguments));
    }

    private int await(Process process) throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the script hangs");
        said = Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
        return process.exitValue();
    }

    private void assertRefused(int expected, int actual) {
        assertEquals(expected, actual, said);
        assertTrue(said.startsWith("pgcairn-restore-wal: ") || said.startsWith("usage"), said);
        assertTrue(Files.notExists(directory.resolve("got")), "left a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void a_complete_segment_is_put_in_its_place(String shell) throws Exception {
        Assumptions.assumeTrue(isInstalled(shell), shell + " is not installed");
        fixture.pushSegments(1, 1, 3);
        Files.writeString(directory.resolve("got"), "old");
        assertEquals(0, await(start(shell, url, name(1, 1), "got")), said);
        assertArrayEquals(content(1, 1), Files.readAllBytes(directory.resolve("got")));
        assertEquals("", said);
        assertEquals(0, await(start(shell, url + "/", name(1, 2), "with space")), said);
        assertArrayEquals(content(1, 2), Files.readAllBytes(directory.resolve("with space")));
        assertEquals(1, await(start(shell, url, name(1, 4), "absent")), said);
    }

    @Test
    void a_url_may_name_the_tier_that_alone_is_relied_on() throws Exception {
        fixture.pushSegments(1, 1, 1);
        assertEquals(0, run(url + "?tier=near", name(1, 1), "got"), said);
        Files.delete(directory.resolve("got"));
        assertEquals(1, run(url + "?tier=near", name(1, 9), "got"), said);
        assertRefused(204, run(url + "?tier=far", name(1, 9), "got"));
        assertTrue(said.contains("name one of near"), said);
        assertRefused(204, run(url + "?teir=near", name(1, 9), "got"));
    }

    @Test
    void a_history_and_the_tail_come_too_and_the_end_is_proven() throws Exception {
        byte[] history = fixture.pushHistory(2, 1, 5, 100);
        fixture.pushSegments(2, 5, 5);
        fixture.pushTail(2, 6, 0, 4096);
        assertEquals(0, run(url, "00000002.history", "got"), said);
        assertArrayEquals(history, Files.readAllBytes(directory.resolve("got")));
        assertEquals(0, run(url + "/lineages/" + ArchiveFixture.SYSTEM, name(2, 6), "tail"), said);
        assertEquals(ArchiveFixture.SIZE.bytes(), Files.size(directory.resolve("tail")));
        assertEquals(1, run(url, name(2, 7), "absent"), said);
        assertEquals(1, run(url, "00000003.history", "absent"), said);
        assertEquals("", said);
        assertTrue(Files.notExists(directory.resolve("absent")));
    }

    @Test
    void a_gap_is_refused() throws Exception {
        fixture.pushSegments(1, 3, 3);
        assertRefused(202, run(url, name(1, 2), "got"));
        assertTrue(said.contains("recovery would end early"), said);
    }

    @Test
    void a_store_that_fails_is_unavailable() throws Exception {
        fixture.pushSegments(1, 3, 3);
        fixture.store.follow(FaultScript.failing(
                StoreStep.LIST,
                Integer.MAX_VALUE,
                _ -> true,
                key -> new StoreForbiddenException("403 for " + key, "check the key", null)));
        assertRefused(203, run(url, name(1, 3), "got"));
    }

    @Test
    void an_unknown_cluster_or_lineage_is_no_absence() throws Exception {
        assertRefused(204, run(url.replace("main", "other"), name(1, 1), "got"));
        assertRefused(204, run(url + "/lineages/42", name(1, 1), "got"));
        assertRefused(204, run(url, "X", "got"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "204|HTTP/1.1 200 OK~Content-Length: 13~Content-Type: text/html~~<html></html>",
                "204|HTTP/1.1 200 OK~Pgcairn-Segment: 000000010000000000000002~Content-Length: 2~~ab",
                "204|HTTP/1.1 200 OK~Pgcairn-Segment: 000000010000000000000001~Content-Length: 10~~ab",
                "204|HTTP/1.1 200 OK~Pgcairn-Segment: 000000010000000000000001~~ab",
                "204|HTTP/1.1 404 Not Found~Content-Length: 0~~",
                "204|HTTP/1.1 404 Not Found~Pgcairn-Absent: maybe~Content-Length: 0~~",
                "204|HTTP/1.1 404 Not Found~Content-Length: 24~~Pgcairn-Absent: proven~~",
                "204|HTTP/1.1 500 Oops~Content-Length: 0~~",
                "204|HTTP/1.1 302 Found~Location: http://127.0.0.1:1/~Content-Length: 0~~",
                "204|HTTP/1.1 206 Partial~Pgcairn-Segment: 000000010000000000000001~Content-Length: 2~~ab",
                "202|HTTP/1.1 409 Conflict~Content-Length: 3~~gap",
                "203|HTTP/1.1 503 Unavailable~Content-Length: 0~~",
                "203|HTTP/1.1 503 Unavailable~Pgcairn-Retry: stopping~Content-Length: 0~~",
                "201|HTTP/1.1 502 Bad Gateway~Content-Length: 0~~",
                "201|HTTP/1.1 504 Gateway Timeout~Content-Length: 0~~",
                "204|HTTP/1.1 400 Bad~Content-Length: 0~~",
                "204|220 ready for mail~~~",
            })
    void servers_that_are_none_of_ours_prove_nothing(int status, String reply) throws Exception {
        try (CannedServer stranger = new CannedServer(reply.replace("~", "\r\n"))) {
            assertRefused(status, run(stranger.url(), name(1, 1), "got"));
        }
    }

    @Test
    void the_proof_is_read_whatever_its_case() throws Exception {
        try (CannedServer proxy =
                new CannedServer("HTTP/1.1 404 Not Found\r\npgcairn-absent:proven \r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(1, run(proxy.url(), name(1, 1), "got"), said);
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up() throws Exception {
        try (CannedServer silent = new CannedServer("")) {
            // Time enough to begin with: what takes longer to connect is another error.
            timeout = "5";
            assertRefused(203, run(silent.url(), name(1, 1), "got"));
        }
    }

    @Test
    void a_daemon_that_stops_or_is_behind_a_gateway_is_waited_for_as_one_that_refuses_connections() throws Exception {
        patience = String.valueOf(PATIENCE_SECONDS);
        String empty = "Content-Length: 0\r\n\r\n";
        try (CannedServer server = new CannedServer(
                "HTTP/1.1 503 Unavailable\r\nPgcairn-Retry: stopping\r\n" + DAEMONS + "Content-Length: 2\r\n\r\n{}",
                "HTTP/1.1 502 Bad Gateway\r\n" + empty,
                "HTTP/1.1 503 No server is up\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 504 Gateway Timeout\r\n" + empty,
                "HTTP/1.1 200 OK\r\nPgcairn-Segment: " + name(1, 1) + "\r\nContent-Length: 4\r\n\r\nback")) {
            assertEquals(0, run(server.url(), name(1, 1), "got"), said);
            assertEquals("back", Files.readString(directory.resolve("got")));
            assertEquals(5, server.calls());
        }
    }

    @Test
    void a_daemon_that_has_tried_in_vain_itself_is_not_asked_again() throws Exception {
        patience = String.valueOf(PATIENCE_SECONDS);
        try (CannedServer server = new CannedServer(
                "HTTP/1.1 503 Unavailable\r\nRetry-After: 5\r\n" + DAEMONS + "Content-Length: 2\r\n\r\n{}")) {
            assertRefused(203, run(server.url(), name(1, 1), "got"));
            assertEquals(1, server.calls());
        }
    }

    @Test
    void nobody_listening_is_unreachable() throws Exception {
        // Nobody may take it meanwhile, unlike a port that was just given back.
        assertRefused(201, run("http://127.0.0.1:1/clusters/main", name(1, 1), "got"));
    }

    @Test
    void what_a_killed_run_left_is_swept() throws Exception {
        fixture.pushSegments(1, 1, 1);
        for (String left : List.of("got.pgcairn-tmp.1", "got.pgcairn-tmp.1.head", "got.pgcairn-tmp.1.errors")) {
            Files.writeString(directory.resolve(left), "half a segment");
        }
        Files.writeString(directory.resolve("other.of-another"), "kept");
        assertEquals(0, run(url, name(1, 1), "got"), said);
        assertTrue(Files.exists(directory.resolve("other.of-another")));
    }

    @Test
    void a_connection_that_is_never_made_is_tried_again_as_one_refused_is() throws Exception {
        Path count = directory.resolve("count");
        Path curl = Files.createDirectory(directory.resolve("bin")).resolve("curl");
        Files.writeString(curl, """
                #!/bin/sh
                [ ! -e %1$s ] || exit 60
                echo >%1$s
                printf '\\n0.000000\\n000\\n'
                exit 28
                """.formatted(count));
        assertTrue(curl.toFile().setExecutable(true));
        path = curl.getParent() + ":";
        assertRefused(201, run(url, name(1, 1), "got"));
        Files.delete(count);
        patience = String.valueOf(PATIENCE_SECONDS);
        assertRefused(206, run(url, name(1, 1), "got"));
    }

    @Test
    void wrong_arguments_and_environments_are_told() throws Exception {
        assertEquals(200, run());
        assertEquals(200, run(url));
        assertEquals(200, run(url, name(1, 1)));
        assertEquals(200, run(url, name(1, 1), "got", "more"));
        assertEquals(200, run("not a url", name(1, 1), "got"));
        assertEquals(200, run(url, "../../etc/passwd", "got"));
        assertEquals(200, run(url, "", "got"));
        assertEquals(200, run(url, name(1, 1), ""));
        assertEquals(200, await(start("sh", "file:///etc", "passwd", "got")));
    }

    @Test
    void missing_curl_is_told() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        ProcessBuilder builder = CleanEnvironment.of(
                        new ProcessBuilder("/bin/sh", SCRIPT.toString(), url, name(1, 1), "got"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().put("PATH", bin.toString());
        assertRefused(200, await(builder.start()));
        assertTrue(said.contains("curl is not installed"), said);
    }

    @Test
    void a_destination_that_cannot_be_written_is_told() throws Exception {
        fixture.pushSegments(1, 1, 1);
        assertRefused(205, run(url, name(1, 1), "no/such/directory/got"));
        Files.createDirectory(directory.resolve("taken"));
        assertRefused(205, run(url, name(1, 1), "taken"));
    }

    @Test
    void the_end_signal_ends_it_as_a_signal_and_leaves_nothing() throws Exception {
        try (CannedServer silent = new CannedServer("")) {
            ProcessBuilder builder = CleanEnvironment.of(
                            new ProcessBuilder("sh", SCRIPT.toString(), silent.url(), name(1, 1), "got"))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said").toFile());
            Process process = builder.start();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (silent.calls() == 0) {
                assertTrue(System.nanoTime() < end, "never called");
                LockSupport.parkNanos(1_000_000);
            }
            process.destroy();
            // Java, like a shell, tells a death by signal as 128 and its number.
            assertEquals(128 + 15, await(process), said);
        }
    }

    @Test
    void help_tells_the_exit_codes() throws Exception {
        assertEquals(0, run("--help"));
        for (String code : List.of("200", "201", "202", "203", "204", "205", "206", "PGCAIRN_RESTORE_PATIENCE")) {
            assertTrue(said.contains(code), said);
        }
    }
}
