package io.pgcairn.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.InProcess;
import io.pgcairn.daemon.instance.ClusterOptions;
import io.pgcairn.daemon.instance.ServerInstance;
import io.pgcairn.daemon.page.Chromium;
import io.pgcairn.daemon.testing.CleanEnvironment;
import io.pgcairn.daemon.testing.TestPostgres;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a daemon with a server and a store: what it says is so, and the commands that it shows are run. */
class StatusPageIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TOKEN = "an-admin-token-of-the-page";
    private static final Pattern COMMAND = Pattern.compile("<code>(pgcairn restore [^<]*)</code>");
    private static final Pattern NEAREST = Pattern.compile("Nearest after: <a href=\"([^\"]*)\"");

    @TempDir
    private Path scratch = Path.of("");

    private static Site withToken(Site site) throws Exception {
        Path file = site.directory().resolve("admin.token");
        Files.writeString(file, TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String changed = site.configuration()
                .replaceFirst(
                        "http: \\{ listen: (\\S+) }",
                        "http: { listen: $1, access: { admin: { token_file: " + file + " } } }");
        Files.writeString(site.config(), changed);
        return new Site(site.directory(), site.home(), site.port(), changed);
    }

    private static HttpRequest.Builder request(Site site, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + target))
                .timeout(LIMIT);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String page(Site site, String target) throws Exception {
        String basic = Base64.getEncoder().encodeToString(("dba:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(
                request(site, target).header("Authorization", "Basic " + basic).build());
        assertEquals(200, answer.statusCode(), answer::body);
        return answer.body();
    }

    private static String moment(Instant at) {
        return "/?cluster=main&show=restore&moment=" + URLEncoder.encode(at.toString(), StandardCharsets.UTF_8);
    }

    private static void awaitPage(Site site, String what) {
        Eventually.is(
                "the page says \"" + what + "\"; the daemon's log is " + site.log(),
                LIMIT,
                () -> page(site, "/").contains(what));
    }

    /** The words of the command that a page shows, as a shell makes them of its text. */
    private static List<String> command(String html) throws Exception {
        Matcher shown = COMMAND.matcher(html);
        assertTrue(shown.find(), html);
        String text =
                shown.group(1).replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        Process shell = CleanEnvironment.of(
                        new ProcessBuilder("sh", "-c", "pgcairn() { printf '%s\\n' \"$@\"; }\n" + text))
                .redirectErrorStream(true)
                .start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), words);
        return words.lines().toList();
    }

    /** The tablespace is still in use where it was. */
    private void assertRestores(Site site, Path tablespace, String html) throws Exception {
        List<String> words = new ArrayList<>(command(html));
        words.set(words.indexOf("DIR"), scratch.resolve("restored").toString());
        words.addAll(List.of("--tablespace", tablespace + "=" + scratch.resolve("tablespace"), "--dry-run"));
        InProcess.Answer answer = new InProcess(site.home()).run(words.toArray(String[]::new));
        assertEquals(0, answer.exitCode(), () -> words + "\n" + answer);
        assertTrue(answer.text().contains("nothing was restored"), answer::toString);
    }

    private static HttpResponse<String> order(Site site, String origin, String token) throws Exception {
        return send(request(site, "/actions/backup")
                .header("Origin", origin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("cluster=main&token=" + token))
                .build());
    }

    @Test
    void tells_the_truth_about_a_cluster_and_its_commands_restore() throws Exception {
        try (TestPostgres postgres = TestPostgres.major(14)) {
            ServerInstance server = postgres.running(ClusterOptions.DEFAULT.withWalSegmentMegabytes(1), Map.of());
            Path tablespace = Files.createDirectory(postgres.directory().resolve("tablespace"));
            server.handOver(tablespace);
            Ledger.create(server, tablespace);
            Ledger ledger = new Ledger(server);
            Site site = withToken(Site.make(postgres.directory().resolve("site"), server.uri()));
            try (DaemonProcess daemon = site.startDaemon().ready()) {
                assertEquals(401, send(request(site, "/").build()).statusCode());
                awaitPage(site, "Nothing can be restored yet.");

                InProcess.Answer backup = site.run("backup", "--name", "first", "--wait");
                assertEquals(0, backup.exitCode(), backup::toString);
                // At once: the next look at the store is an hour away.
                String after = page(site, "/");
                assertTrue(after.contains("first (2"), after);
                assertTrue(after.contains("You can restore"), after);

                ledger.writeSegment(20);
                Instant between = Instant.now();
                ledger.writeSegment(20);
                ledger.awaitDurable();
                awaitPage(site, "You can restore to any moment");
                Eventually.is(
                        "the moment is durable; the daemon's log is " + site.log(),
                        LIMIT,
                        () -> page(site, moment(between)).contains("can be restored:"));
                assertRestores(site, tablespace, page(site, moment(between)));
                assertRestores(site, tablespace, page(site, "/?cluster=main&show=restore&target=latest"));

                String early = page(site, moment(between.minus(Duration.ofDays(9))));
                assertTrue(early.contains("before the end of the oldest backup"), early);
                Matcher nearest = NEAREST.matcher(early);
                assertTrue(nearest.find(), early);
                assertRestores(
                        site,
                        tablespace,
                        page(site, nearest.group(1).replace("&amp;", "&").replaceFirst("#.*", "")));

                String own = "http://127.0.0.1:" + site.port();
                assertEquals(403, order(site, "http://elsewhere.example", TOKEN).statusCode());
                assertTrue(location(order(site, own, "another-token-of-nobody")).endsWith("said=wrong_token"));
                assertTrue(location(order(site, own, TOKEN)).endsWith("said=started"));
                awaitPage(site, "Backups (2)");

                server.kill();
                awaitPage(site, "badge bad");
                assertTrue(page(site, "/").contains("You can restore to any moment"));
                browse(site);
                daemon.kill();
            }
        }
    }

    private static String location(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer::body);
        return answer.headers().firstValue("Location").orElse("");
    }

    private void browse(Site site) throws Exception {
        Chromium chromium = Chromium.installed(scratch);
        String dom = chromium.dom("http://dba:" + TOKEN + "@127.0.0.1:" + site.port() + "/");
        assertTrue(dom.contains("You can restore to any moment"), dom);
    }
}
