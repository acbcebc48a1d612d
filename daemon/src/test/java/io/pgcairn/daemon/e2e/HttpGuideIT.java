package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/http.md as they stand, against a daemon that lets nobody in without a token. */
class HttpGuideIT {
    private static final String TOKEN = "admin-0123456789abcdef";

    @Test
    void the_documented_requests_are_answered() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/jq")), "the program jq is not installed");
        try (TestPostgres postgres = TestPostgres.major(18)) {
            ServerInstance server = postgres.running();
            Site plain = Site.make(postgres.directory().resolve("site"), server.uri());
            Path tokens = Files.writeString(plain.directory().resolve("admin.token"), "# of the test\n" + TOKEN + "\n");
            Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
            Path socket = plain.directory().resolve("s.sock");
            Site site = guarded(plain, tokens, socket);
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                Path root = Path.of(System.getProperty("pgcairn.root", "..")).toAbsolutePath();
                GuideShell shell = new GuideShell(
                                root.resolve("docs/http.md"),
                                site.directory(),
                                server,
                                server.binaries().directory())
                        .set("URL", "http://127.0.0.1:" + site.port())
                        .set("TOKEN_FILE", tokens.toString())
                        .set("HEADER", site.directory().resolve("header").toString())
                        .set("SOCKET", socket.toString());
                String said = shell.run("http");
                assertTrue(said.contains("streaming") && said.contains("/v1/clusters/{cluster}/backups"), said);
                assertTrue(daemon.isAlive(), "the daemon is still there");
            }
        }
    }

    private static Site guarded(Site plain, Path tokens, Path socket) throws Exception {
        String configuration = plain.configuration()
                .replace(
                        "http: { listen: 127.0.0.1:" + plain.port() + " }",
                        "http: { listen: 127.0.0.1:" + plain.port() + ", socket: \"" + socket
                                + "\", access: { admin: { token_file: \"" + tokens + "\" } } }");
        Files.writeString(plain.config(), configuration);
        return new Site(plain.directory(), plain.home(), plain.port(), configuration);
    }
}
