package io.pgcairn.daemon.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.StatusPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser looks at clusters that are well and at one that is not; the pictures go to {@code docs/} if asked to. */
class ScreenshotsIT {
    private static final boolean WRITES = "1".equals(System.getenv("PGCAIRN_WRITE_DOCS"));
    private static final int MOST_BYTES = 150_000;

    /** What Chromium calls requests for what a page names: the number of its annotation "blink_resource_loader". */
    private static final int OF_PAGES = 101_845_102;

    @TempDir
    private Path scratch = Path.of("");

    private static PageServer server() throws Exception {
        Map<String, StatusPage.Cluster> clusters = new LinkedHashMap<>();
        clusters.put("main", Models.rich());
        clusters.put("orders", Models.broken());
        return new PageServer(clusters);
    }

    @Test
    void facts_are_there_without_a_script_and_nothing_comes_from_elsewhere() throws Exception {
        Chromium chromium = Chromium.installed(scratch);
        try (PageServer server = server()) {
            Path netLog = scratch.resolve("net.json");
            String dom = chromium.dom(server.url("/"), netLog);
            for (String fact : List.of(
                    "You can restore to any moment",
                    "2026-11-07 02:12:12 UTC",
                    "Last proven restore",
                    "9 h ago",
                    "Connection to 10.20.0.7:5432 refused",
                    "PgcairnReplicationBroken")) {
                assertTrue(dom.contains(fact), () -> fact + " is not in " + dom);
            }
            assertFalse(dom.contains("<script"), dom);
            assertEquals(Set.of(), requestedByPages(server, netLog));
        }
    }

    /** What pages of the server made the browser ask for: it asks for things of its own beside. */
    private static Set<String> requestedByPages(PageServer server, Path netLog) throws Exception {
        String log = Files.readString(netLog);
        assertTrue(log.contains("\"url\":\"" + server.url("/")), "the browser did not ask for the page");
        Set<String> asked = new TreeSet<>();
        Pattern.compile("\"traffic_annotation\":" + OF_PAGES + "\\b[^{}]*\"url\":\"([^\"]*)\"")
                .matcher(log)
                .results()
                .forEach(url -> asked.add(url.group(1)));
        return asked;
    }

    @Test
    void a_page_that_asks_for_more_would_be_found_out() throws Exception {
        Chromium chromium = Chromium.installed(scratch);
        String html = "<!DOCTYPE html><title>x</title><img alt='x' src='http://192.0.2.1/pixel.png'><p>seen</p>";
        try (PageServer server = PageServer.of(_ -> new StatusPage.Page(html, "default-src *"))) {
            Path netLog = scratch.resolve("net.json");
            assertTrue(chromium.dom(server.url("/"), netLog).contains("seen"));
            assertEquals(Set.of("http://192.0.2.1/pixel.png"), requestedByPages(server, netLog));
        }
    }

    @Test
    void it_is_seen_on_a_phone_and_on_a_desk_by_day_and_by_night() throws Exception {
        Chromium chromium = Chromium.installed(scratch);
        String picked = "/?cluster=main&show=restore&moment=2026-11-18T09:30:00Z";
        try (PageServer server = server()) {
            shoot(chromium, server.url("/?cluster=main"), new Chromium.Screen("status-desk-light", 1280, 900, false));
            shoot(chromium, server.url("/?cluster=main"), new Chromium.Screen("status-desk-dark", 1280, 900, true));
            shoot(chromium, server.url(picked), new Chromium.Screen("status-restore", 1280, 900, false));
            shoot(chromium, server.url("/?cluster=orders"), new Chromium.Screen("status-broken", 1024, 900, false));
            shoot(chromium, server.url("/?cluster=main"), new Chromium.Screen("status-phone-light", 390, 844, false));
            shoot(chromium, server.url("/?cluster=orders"), new Chromium.Screen("status-phone-dark", 390, 844, true));
        }
    }

    private void shoot(Chromium chromium, String url, Chromium.Screen screen) throws Exception {
        Path picture = chromium.screenshot(url, screen, scratch.resolve(screen.name() + ".png"));
        assertTrue(Files.size(picture) < MOST_BYTES, () -> screen + " is too large for docs");
        if (WRITES) {
            Path docs = Path.of(System.getProperty("pgcairn.root", "..")).resolve("docs/screenshots");
            Files.createDirectories(docs);
            Files.copy(
                    picture, docs.resolve(screen.name() + ".png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
