package io.pgcairn.daemon.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRoutesTest {
    private static final String HOST = "127.0.0.1:7411";
    private static final Sender OWN = new Sender("http://" + HOST, "same-origin");
    private static final String TOKEN = "open sesame! 16 or more".replace(' ', '-');
    private static final String FORM = "cluster=main&token=" + TOKEN.replace("!", "%21");
    private static final Access OPEN = OpenAccess.make();

    @TempDir
    private Path directory = Path.of("");

    private Access guarded = OPEN;

    private final CountDownLatch end = new CountDownLatch(1);
    private final BackupJobs jobs = new BackupJobs(
            (_, progress) -> {
                progress.report(10, 100);
                end.await();
                return "done";
            },
            Clock.systemUTC());
    private final AtomicReference<StatusPage.Asked> asked = new AtomicReference<>();
    private final StatusPage page = question -> {
        asked.set(question);
        return new StatusPage.Page("<!DOCTYPE html>", "default-src 'none'");
    };

    @AfterEach
    void end_backups() {
        end.countDown();
    }

    @BeforeEach
    void configure_a_token() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessSettings.Rule admin = new AccessSettings.Rule(Optional.of(file), Set.of());
        guarded = OpenAccess.of(HttpSettings.defaults(new InetSocketAddress("127.0.0.1", 0))
                .with(new AccessSettings(Map.of(Scope.ADMIN, admin))));
    }

    private Reply answer(HttpCall call, Access access) {
        return new Router(new OneCluster().with(jobs), () -> "", page).answer(call, access);
    }

    private StatusPage.Asked asked() {
        return Objects.requireNonNull(asked.get());
    }

    private Reply get(String target) {
        return answer(call("GET", target, HOST, Sender.PROGRAM, ""), OPEN);
    }

    private Reply post(Sender sender, String form) {
        return answer(call("POST", "/actions/backup", HOST, sender, form), guarded);
    }

    /** As a browser does where the page asked for a password. */
    private static HttpCall signed(String target) {
        String basic = Base64.getEncoder().encodeToString(("any:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return new HttpCall(
                "GET", target, HOST, Sender.PROGRAM, Optional.of("Basic " + basic), new byte[0], Peer.LOOPBACK);
    }

    private static HttpCall call(String method, String target, String host, Sender sender, String body) {
        return new HttpCall(method, target, host, sender, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_page_is_shown_with_its_policy_and_is_told_what_is_asked_and_what_runs() throws Exception {
        jobs.start(new BackupOrder("x", "", Optional.empty()));
        Reply reply = get("/?cluster=main&moment=a%3Ab&moment=2&x");
        assertEquals(200, reply.status());
        assertEquals("default-src 'none'", reply.headers().get("Content-Security-Policy"));
        assertEquals(Map.of("cluster", "main", "moment", "a:b", "x", ""), asked().fields());
        assertEquals(StatusPage.Rights.NO_TOKENS, asked().rights());
        assertEquals(
                Optional.of("x"),
                asked().clusters().values().iterator().next().backup().map(StatusPage.Progress::name));
    }

    @Test
    void where_tokens_are_configured_a_browser_asks_for_one_before_it_shows_the_page() {
        Reply refused = answer(call("GET", "/", HOST, Sender.PROGRAM, ""), guarded);
        assertEquals(401, refused.status());
        assertTrue(refused.headers().getOrDefault("WWW-Authenticate", "").startsWith("Basic"), refused::toString);
        assertEquals(200, answer(signed("/"), guarded).status());
        assertEquals(StatusPage.Rights.ADMIN, asked().rights());
    }

    @Test
    void what_is_asked_wrongly_is_refused() {
        assertEquals(400, get("/?a=%zz").status());
        assertEquals(
                403,
                answer(call("GET", "/", "evil.example", Sender.PROGRAM, ""), OPEN)
                        .status());
        assertEquals(405, answer(call("POST", "/", HOST, OWN, ""), OPEN).status());
        assertEquals(
                405, answer(call("GET", "/actions/backup", HOST, OWN, ""), OPEN).status());
        assertEquals(
                404, answer(call("GET", "/actions/other", HOST, OWN, ""), OPEN).status());
        StringBuilder many = new StringBuilder("/?a=1");
        for (int i = 0; i < 500; i++) {
            many.append("&b").append(i).append("=1");
        }
        assertEquals(200, get(many.toString()).status());
        assertTrue(asked().fields().size() <= 32);
    }

    @Test
    void a_form_of_the_page_with_the_token_starts_a_backup_and_goes_back_to_the_page() {
        Reply reply = post(OWN, FORM);
        assertEquals(303, reply.status());
        assertEquals("/?cluster=main&said=started", reply.headers().get("Location"));
        assertTrue(jobs.running().isPresent());
        assertEquals(
                "/?cluster=main&said=backup_busy", post(OWN, FORM).headers().get("Location"));
    }

    @Test
    void no_other_page_and_no_other_token_starts_one() {
        for (Sender foreign : Set.of(
                Sender.PROGRAM,
                new Sender("null", ""),
                new Sender("http://evil.example", "cross-site"),
                new Sender("http://127.0.0.1:8080", "same-site"),
                new Sender("http://" + HOST, "cross-site"),
                new Sender("http://" + HOST + ".evil.example", ""))) {
            assertEquals(403, post(foreign, FORM).status(), foreign::toString);
        }
        assertEquals(
                403,
                answer(call("POST", "/actions/backup", "evil", new Sender("http://evil", ""), FORM), OPEN)
                        .status());
        assertEquals(
                "/?cluster=main&said=wrong_token",
                post(OWN, "cluster=main&token=sesame").headers().get("Location"));
        assertEquals(
                "/?cluster=main&said=no_token",
                answer(call("POST", "/actions/backup", HOST, OWN, FORM), OPEN)
                        .headers()
                        .get("Location"));
        assertEquals(
                "/?cluster=a%26b%0D%0A&said=cluster_unknown",
                post(OWN, "cluster=a%26b%0D%0A&token=" + TOKEN).headers().get("Location"));
        assertEquals(400, post(OWN, "cluster=%").status());
        assertEquals(Optional.empty(), jobs.running());
    }
}
