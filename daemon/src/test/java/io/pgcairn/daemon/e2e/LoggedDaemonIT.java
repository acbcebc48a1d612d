package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A daemon in which much goes wrong: what its log says of it, and what it keeps to itself. */
class LoggedDaemonIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Each occurs in what the daemon is given and nowhere else. */
    private static final String SECRET = "s3cr3tw0rd";

    @Test
    void every_line_says_whom_it_is_about_and_none_gives_a_secret_away() throws Exception {
        HttpServer forbidding = forbidding();
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            requirePasswords(server);
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = troubled(Site.make(postgres.directory().resolve("site"), server.uri()), server, forbidding);
            List<String> printed = new ArrayList<>();
            InProcess.Answer config = site.run("config");
            assertEquals(0, config.exitCode(), config::toString);
            printed.add(config.text());
            try (DaemonProcess daemon = site.startDaemon().serving()) {
                Eventually.is(
                        "main streams",
                        LIMIT,
                        () -> daemon.get("/readyz").body().contains("streaming"));
                InProcess.Answer backup = site.run("backup", "--wait", "--cluster", "main");
                assertEquals(0, backup.exitCode(), backup::toString);
                ledger.writeSegment(20);
                for (String told : List.of("\"segment stored\"", "copying to the tier failed", "cluster\":\"filed")) {
                    Eventually.is(told + " is told", LIMIT, () -> text(site).contains(told));
                }
                Eventually.is("locked is told", LIMIT, () -> text(site).contains("cluster\":\"locked"));
                for (String page : List.of("/readyz", "/metrics", "/clusters/main/backups", "/clusters/locked/wal/x")) {
                    printed.add(daemon.get(page).body());
                }
                for (String verb : List.of("check", "status", "list")) {
                    for (String cluster : List.of("main", "locked", "filed")) {
                        InProcess.Answer answer = site.run(verb, "--cluster", cluster);
                        printed.add(answer.text() + answer.err());
                    }
                }
                server.stop();
                assertEquals(0, daemon.terminate(Duration.ofMinutes(2)));
            } finally {
                server.kill();
            }
            printed.add(text(site));
            assertFalse(printed.toString().contains(SECRET), () -> secretLine(printed));
            assertIds(site);
        } finally {
            forbidding.stop(0);
        }
    }

    private static void assertIds(Site site) throws IOException {
        for (String line : Files.readAllLines(site.log())) {
            JsonNode fields = new ObjectMapper().readTree(line);
            String message = fields.path("msg").asText();
            assertFalse(DaemonProcess.lacksCluster(fields.path("logger").asText(), fields.has("cluster")), line);
            boolean isOfBackup = fields.path("logger").asText().startsWith("daemon.basebackup");
            assertTrue(!isOfBackup || fields.has("backup"), line);
            assertTrue(!message.startsWith("segment stored") || fields.has("segment"), line);
            boolean isExpected = message.contains("WAL intake failed") || message.contains("copying to the tier");
            assertTrue(!isExpected || !fields.has("stack"), line);
        }
    }

    /** The roles in question must say their passwords, which are others than the ones that are configured. */
    private static void requirePasswords(ServerInstance server) throws Exception {
        Sql.of(server)
                .run("SET password_encryption = 'scram-sha-256'", "CREATE ROLE locked LOGIN REPLICATION PASSWORD 'x'");
        Path hba = server.data().resolve("pg_hba.conf");
        String lines =
                "host all locked 127.0.0.1/32 scram-sha-256\nhost replication locked 127.0.0.1/32 scram-sha-256\n";
        Files.writeString(hba, lines + Files.readString(hba));
        Sql.of(server).run("SELECT pg_reload_conf()");
    }

    private static Site troubled(Site site, ServerInstance server, HttpServer forbidding) throws IOException {
        Path directory = site.directory();
        String port = server.uri().replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
        String passfile = secret(directory.resolve("passfile"), "*:*:*:locked:" + SECRET + "-1");
        String configuration = "log: { format: json }\n"
                + site.configuration()
                + """
                      - name: far
                        store: s3://bucket/%s
                        options:
                          endpoint: http://127.0.0.1:%d
                          access_key_file: %s
                          secret_key_file: %s
                          session_token_file: %s
                  locked:
                    postgres: { uri: "postgresql://locked:%s-5@127.0.0.1:%s/postgres" }
                    encryption: { enabled: false }
                    backup: { schedule: never }
                    tiers: [{ name: near, store: "file://%s/locked" }]
                  filed:
                    postgres: { uri: "postgresql://locked@127.0.0.1:%s/postgres", passfile: %s, slot: filed }
                    encryption: { enabled: false }
                    backup: { schedule: never }
                    tiers: [{ name: near, store: "file://%s/filed" }]
                """.indent(0).formatted(
                        "prefix",
                        forbidding.getAddress().getPort(),
                        secret(directory.resolve("access"), SECRET + "-2"),
                        secret(directory.resolve("key"), SECRET + "-3"),
                        secret(directory.resolve("token"), SECRET + "-4"),
                        SECRET,
                        port,
                        directory,
                        port,
                        passfile,
                        directory);
        Files.writeString(site.config(), configuration);
        Files.setPosixFilePermissions(site.config(), PosixFilePermissions.fromString("rw-r-----"));
        return new Site(directory, site.home(), site.port(), configuration);
    }

    private static String secret(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    /** A store that refuses everybody, and tells him in return what he said: some do. */
    private static HttpServer forbidding() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LoggedDaemonIT::forbid);
        server.start();
        return server;
    }

    private static void forbid(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String said = exchange.getRequestHeaders().getFirst("x-amz-security-token");
            byte[] answer = ("<Error><Code>InvalidToken</Code><Message>The token is not valid.</Message><Token-0>"
                            + said + "</Token-0></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(403, isHead ? -1 : answer.length);
            if (!isHead) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static String text(Site site) throws IOException {
        return Files.readString(site.log());
    }

    private static String secretLine(List<String> printed) {
        return printed.stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(SECRET))
                .findFirst()
                .orElse("");
    }
}
