package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    private static final String RESTORE = "restore-restore-restore";
    private static final String METRICS = "metrics-metrics-metrics";
    private static final String ADMIN = "admin-admin-admin-admin";
    private static final Sender OWN_PAGE = new Sender("http://localhost:7411", "same-origin");

    @TempDir
    private Path directory;

    private final Router router = new Router(
            new OneCluster().with((_, _, _) -> new io.pgcairn.daemon.restore.WalAnswer.Absent("nothing there")),
            () -> "",
            _ -> new StatusPage.Page("<html></html>", "default-src 'none'"));
    private Access access;

    @BeforeEach
    void configure() throws IOException {
        InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
        access = OpenAccess.of(HttpSettings.defaults(listen)
                .with(new AccessSettings(Map.of(
                        Scope.RESTORE, rule(RESTORE, "standby"),
                        Scope.METRICS, rule(METRICS, "prometheus"),
                        Scope.ADMIN, rule(ADMIN, "operator")))));
    }

    private AccessSettings.Rule rule(String token, String client) throws IOException {
        Path file = directory.resolve(client);
        Files.writeString(file, token + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new AccessSettings.Rule(Optional.of(file), Set.of(client));
    }

    private Reply ask(String method, String target, Sender sender, String authorization, Peer peer) {
        HttpCall call = new HttpCall(
                method,
                target,
                "localhost:7411",
                sender,
                authorization.isEmpty() ? Optional.empty() : Optional.of(authorization),
                new byte[0],
                peer);
        return router.answer(call, access);
    }

    private int status(String target, String authorization, Peer peer) {
        return ask("GET", target, Sender.PROGRAM, authorization, peer).status();
    }

    private static Peer certified(String name) {
        return new Peer("192.0.2.7", false, true, Optional.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, 200, 200, 200, 200",
        "/readyz, 200, 200, 200, 200",
        "/v1/openapi.json, 200, 200, 200, 200",
        "/metrics, 401, 403, 200, 200",
        "/clusters/main/wal/X, 401, 404, 403, 404",
        "/clusters/main/lineages/42/wal/X, 401, 404, 403, 404",
        "/v1/status, 401, 403, 403, 200",
        "/v1/clusters, 401, 403, 403, 200",
        "/v1/clusters/main, 401, 403, 403, 200",
        "/v1/clusters/main/backups, 401, 403, 403, 200",
        "/, 401, 403, 200, 200",
    })
    void each_scope_opens_its_own_and_admin_all(String path, int nobody, int restore, int metrics, int admin) {
        assertEquals(nobody, status(path, "", Peer.LOOPBACK));
        assertEquals(nobody, status(path, "Bearer wrong-wrong-wrong-wrong", Peer.LOOPBACK));
        assertEquals(restore, status(path, "Bearer " + RESTORE, Peer.LOOPBACK));
        assertEquals(metrics, status(path, "bearer " + METRICS, Peer.LOOPBACK));
        assertEquals(admin, status(path, "Bearer " + ADMIN, Peer.LOOPBACK));
        assertEquals(restore, status(path, "", certified("standby")));
        assertEquals(metrics, status(path, "", certified("prometheus")));
        assertEquals(admin, status(path, "", certified("operator")));
        assertEquals(nobody, status(path, "", certified("stranger")));
        assertEquals(admin, status(path, "", Peer.SOCKET));
    }

    @Test
    void what_is_not_let_in_learns_how_and_no_absence_is_proven() {
        Reply reply = ask("GET", "/clusters/main/wal/X", Sender.PROGRAM, "", Peer.LOOPBACK);
        assertEquals("Bearer realm=\"pgcairn\"", reply.headers().get("WWW-Authenticate"));
        assertFalse(reply.headers().containsKey(WalRoutes.ABSENT_HEADER));
        assertEquals(
                "Basic realm=\"pgcairn\"",
                ask("GET", "/", Sender.PROGRAM, "", Peer.LOOPBACK).headers().get("WWW-Authenticate"));
    }

    @Test
    void a_browser_sends_the_token_as_a_password() {
        assertEquals(200, status("/", basic("anybody:" + METRICS), Peer.LOOPBACK));
        assertEquals(401, status("/", basic("anybody:wrong"), Peer.LOOPBACK));
        assertEquals(401, status("/", "Basic not*base64", Peer.LOOPBACK));
        assertEquals(401, status("/", "Digest " + METRICS, Peer.LOOPBACK));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_page_of_others_orders_nothing_whatever_it_knows() {
        for (String origin : new String[] {"http://evil.example", "null", "http://localhost:7411"}) {
            Reply reply = ask(
                    "POST",
                    "/v1/clusters/main/backups",
                    new Sender(origin, "cross-site"),
                    "Bearer " + ADMIN,
                    Peer.SOCKET);
            assertEquals(403, reply.status(), origin);
        }
    }

    @Test
    void a_form_of_the_page_brings_its_token_and_comes_from_the_page() {
        assertEquals("/?cluster=main&said=started", form("cluster=main&token=" + ADMIN, OWN_PAGE));
        assertEquals("/?cluster=main&said=wrong_token", form("cluster=main&token=" + METRICS, OWN_PAGE));
        assertEquals("/?cluster=main&said=wrong_token", form("cluster=main", OWN_PAGE));
        assertEquals("403", form("cluster=main&token=" + ADMIN, Sender.PROGRAM));
        assertEquals("403", form("cluster=main&token=" + ADMIN, new Sender("http://evil.example", "")));
    }

    private String form(String body, Sender sender) {
        HttpCall call = new HttpCall(
                "POST", "/actions/backup", "localhost:7411", sender, body.getBytes(StandardCharsets.UTF_8));
        Reply reply = router.answer(call, access);
        return reply.headers().getOrDefault("Location", String.valueOf(reply.status()));
    }

    @Test
    void without_access_this_host_is_trusted_under_its_own_names() {
        Access open = OpenAccess.make();
        HttpCall good = new HttpCall("GET", "/v1/status", "localhost", false, new byte[0]);
        HttpCall rebound = new HttpCall("GET", "/v1/status", "evil.example", false, new byte[0]);
        assertEquals(200, router.answer(good, open).status());
        assertEquals(403, router.answer(rebound, open).status());
        assertEquals(403, open.refusal(rebound, Need.METRICS).orElseThrow().status());
        assertTrue(open.refusal(good, Need.METRICS).isEmpty());
        assertTrue(open.refusal(rebound, Need.NOTHING).isEmpty(), "health is for everybody");
    }
}
