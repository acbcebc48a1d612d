package io.pgcairn.daemon.page;

import static io.pgcairn.daemon.page.Models.NONE;
import static io.pgcairn.daemon.page.Models.NOW;
import static io.pgcairn.daemon.page.Models.TWO;
import static io.pgcairn.daemon.page.Models.span;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.http.StatusPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClustersPageTest {
    private static final String EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202Etxt\u0000\uD800";
    private static final List<String> VIEWS = List.of(
            "",
            "show=restore",
            "show=restore&target=latest",
            "show=restore&moment=2026-11-18T09:30:00Z",
            "show=restore&moment=2026-11-16T12:00",
            "show=restore&moment=2036-11-16T12:00",
            "show=restore&moment=yesterday",
            "show=backup",
            "said=started",
            "said=<b>");

    private final StatusPage page =
            new ClustersPage(InstantSource.fixed(NOW), "pgcairn 1.0.0", Path.of("/etc/pgcairn/pgcairn.yaml"));

    private String html(StatusPage.Cluster cluster, String view) {
        return html(cluster, view, StatusPage.Rights.TOKEN_NEEDED);
    }

    private String html(StatusPage.Cluster cluster, String view, StatusPage.Rights rights) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!view.isEmpty()) {
            fields.put("cluster", "main");
            for (String pair : view.split("&")) {
                fields.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return page.show(new StatusPage.Asked(Map.of("main", cluster), fields, rights))
                .html();
    }

    private static ClusterStatus.Tier near(List<ClusterStatus.Span> spans, List<ClusterStatus.Backup> backups) {
        return Models.tier("near", "file:///var/lib/pgcairn", true, spans, backups, NONE);
    }

    private static StatusPage.Cluster unknown() {
        return Models.cluster(new ClusterStatus(
                new Readiness(false, "connecting"),
                new ClusterStatus.Wal(NONE, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of(Models.job("backup", "never", Optional.empty(), Optional.empty())),
                List.of(new ClusterStatus.Tier("near", "file:///s", true, List.of(), List.of(), NONE, NONE)),
                List.of()));
    }

    private static StatusPage.Cluster lagging(Optional<Duration> lag) {
        return Models.cluster(new ClusterStatus(
                new Readiness(true, "streaming"),
                new ClusterStatus.Wal(OptionalLong.of(2000), lag, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of(Models.job("backup", "never", Optional.empty(), Optional.empty())),
                List.of(new ClusterStatus.Tier("near", "file:///s", true, List.of(), List.of(), NONE, NONE)),
                List.of()));
    }

    private static StatusPage.Cluster evil() {
        ClusterStatus.Backup backup = new ClusterStatus.Backup(EVIL, EVIL, TWO, TWO.plusSeconds(60), 1, 1);
        ClusterStatus.Failure failure = new ClusterStatus.Failure(TWO, EVIL, EVIL, 1, NOW);
        ClusterStatus status = new ClusterStatus(
                new Readiness(false, EVIL),
                new ClusterStatus.Wal(
                        OptionalLong.of(Long.MAX_VALUE),
                        Optional.of(Duration.ofDays(400_000)),
                        Optional.of(Instant.EPOCH)),
                Optional.of(backup),
                Optional.of(new ClusterStatus.Drill(TWO, Duration.ZERO, false, EVIL, Optional.empty(), EVIL)),
                List.of(new ClusterStatus.Job(
                        EVIL,
                        EVIL,
                        EVIL,
                        Optional.of(TWO),
                        Optional.of(TWO),
                        Duration.ofHours(1),
                        Optional.of(failure))),
                List.of(new ClusterStatus.Tier(
                        EVIL,
                        EVIL,
                        true,
                        List.of(span(TWO, NOW)),
                        List.of(backup),
                        OptionalLong.of(Long.MAX_VALUE),
                        OptionalLong.of(0))),
                List.of(new ClusterStatus.Alarm(ClusterStatus.Severity.CRITICAL, EVIL, EVIL, EVIL)));
        return new StatusPage.Cluster(
                status,
                Optional.of(new StatusPage.Progress(TWO, EVIL, Long.MAX_VALUE, 5)),
                Optional.of(new StatusPage.Progress(TWO, EVIL, 5, 0)));
    }

    /** Thousands of backups, and a gap after each tenth of them. */
    private static StatusPage.Cluster many() {
        List<ClusterStatus.Backup> backups = Models.daily(TWO, 5000);
        List<ClusterStatus.Span> spans = new ArrayList<>();
        for (int i = 0; i < backups.size(); i += 10) {
            spans.add(span(backups.get(i).stopped(), backups.get(i + 9).stopped()));
        }
        return Models.holding(near(spans, backups));
    }

    private static List<StatusPage.Cluster> models() {
        return List.of(
                Models.rich(),
                Models.broken(),
                unknown(),
                evil(),
                many(),
                Models.holding(),
                Models.holding(near(List.of(), List.of())),
                Models.holding(near(List.of(span(TWO, TWO)), List.of(Models.backup(TWO, "")))));
    }

    @Test
    void every_state_and_view_is_html_that_a_strict_parser_takes() throws Exception {
        for (StatusPage.Cluster model : models()) {
            for (String view : VIEWS) {
                StrictHtml read = StrictHtml.parse(html(model, view));
                assertEquals(read.ids().size(), new HashSet<>(read.ids()).size(), () -> "twice: " + read.ids());
                assertTrue(read.ids().containsAll(read.references()), () -> read.ids() + " " + read.references());
                assertEquals(1, read.elements().stream().filter("h1"::equals).count());
                assertEquals(1, read.elements().stream().filter("main"::equals).count());
            }
        }
    }

    @Test
    void the_parser_complains_of_what_is_wrong() {
        for (String wrong :
                List.of("<p><div></p></div>", "<table><p></table>", "<a href=x href=y>", "<b><i></b></i>")) {
            assertThrows(AssertionError.class, () -> StrictHtml.parse("<!DOCTYPE html><title>x</title>" + wrong));
        }
    }

    @Test
    void what_others_wrote_is_shown_and_never_obeyed() throws Exception {
        for (String view : VIEWS) {
            String html = html(evil(), view);
            StrictHtml read = StrictHtml.parse(html);
            assertFalse(read.elements().contains("script"), html);
            assertFalse(read.elements().contains("img"), html);
            assertFalse(html.contains("\u202E"), "it turns the direction of what follows");
            assertTrue(read.text().contains("<script>alert(1)</script>"), html);
        }
        String other = page.show(Models.asked(
                        Map.of("main", Models.rich()), Map.of("cluster", EVIL, "moment", EVIL, "said", EVIL)))
                .html();
        assertFalse(other.contains("<script"), other);
    }

    @Test
    void the_style_sheet_is_the_one_thing_that_the_policy_allows() throws Exception {
        StatusPage.Page shown = page.show(Models.asked(Map.of("main", Models.rich()), Map.of()));
        String css = shown.html()
                .substring(shown.html().indexOf("<style>") + 7, shown.html().indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
        assertTrue(
                shown.policy()
                        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"),
                shown.policy());
        assertTrue(shown.policy().startsWith("default-src 'none'; "), shown.policy());
        assertFalse(shown.policy().contains("unsafe"), shown.policy());
        assertFalse(shown.html().contains(" style="), "a style of an element is not allowed");
        assertFalse(css.contains("url("), css);
    }

    @Test
    void the_first_sentence_says_from_when_to_when() throws Exception {
        String text = StrictHtml.parse(html(Models.rich(), "")).text();
        assertTrue(
                text.contains("You can restore to any moment"
                        + "from 2026-11-07 02:12:12 UTC (14 d ago) to 2026-11-21 18:25:01 UTC (2 s ago)"),
                text);
        assertTrue(text.contains("From tier far to any momentfrom 2026-10-23 02:12:12 UTC (29 d ago)"), text);
        String gaps = StrictHtml.parse(html(Models.broken(), "")).text();
        assertTrue(gaps.contains("from 2026-11-11 02:12:12 UTC (10 d ago) to 2026-11-16 10:12:40 UTC"), gaps);
        assertTrue(gaps.contains("Between them are gaps"), gaps);
        assertTrue(gaps.contains("From tier far nothing can be restored yet."), gaps);
    }

    @Test
    void a_backup_alone_is_one_moment() throws Exception {
        Instant stopped = TWO.plusSeconds(732);
        StatusPage.Cluster one = Models.holding(near(List.of(span(stopped, stopped)), Models.daily(TWO, 1)));
        String text = StrictHtml.parse(html(one, "")).text();
        assertTrue(text.contains("You can restoreto 2026-11-21 02:12:12 UTC (16 h ago), the end of a backup"), text);
        String picked = html(one, "show=restore&moment=" + stopped);
        assertTrue(picked.contains("--backup 20261121T020000.000Z --target immediate"), picked);
    }

    @Test
    void what_is_not_known_is_not_told_as_none() throws Exception {
        String unknown = StrictHtml.parse(html(unknown(), "")).text();
        assertTrue(unknown.contains("What can be restored is not known yet."), unknown);
        assertTrue(unknown.contains("WAL not durable yetnot known"), unknown);
        String none = StrictHtml.parse(html(Models.holding(near(List.of(), List.of())), ""))
                .text();
        assertTrue(none.contains("Nothing can be restored yet."), none);
        assertTrue(none.contains("Last proven restorenone yet"), none);
        String late = StrictHtml.parse(html(lagging(Optional.empty()), "")).text();
        assertTrue(late.contains("WAL not durable yet2.0 kB, for an unknown time"), late);
        String timed = StrictHtml.parse(html(lagging(Optional.of(Duration.ofSeconds(3))), ""))
                .text();
        assertTrue(timed.contains("WAL not durable yet2.0 kB, 3 s"), timed);
        String noCluster = page.show(Models.asked(Map.of(), Map.of())).html();
        assertTrue(noCluster.contains("No cluster is configured."), noCluster);
    }

    @Test
    void tiers_that_a_minute_parts_are_told_of_once() throws Exception {
        Instant from = TWO.minus(Duration.ofDays(3));
        ClusterStatus.Tier far = Models.tier(
                "far", "s3://b/p", false, List.of(span(from, NOW.minusSeconds(59))), List.of(), OptionalLong.of(0));
        String text = StrictHtml.parse(html(Models.holding(near(List.of(span(from, NOW)), List.of()), far), ""))
                .text();
        assertFalse(text.contains("From tier far"), text);
    }

    @Test
    void thousands_of_backups_make_no_larger_page() {
        String html = html(many(), "");
        assertTrue(html.length() < 200_000, () -> "characters: " + html.length());
        assertTrue(html.contains("Backups (5000)"), html);
        assertTrue(html.contains(" backups, the newest "), html);
        assertTrue(html.contains("495 older spans: see pgcairn list."), html);
    }

    @Test
    void a_moment_in_a_gap_is_refused_with_the_nearest_ones_and_these_can_be_restored() throws Exception {
        String html = html(Models.broken(), "show=restore&moment=2026-11-16T12:00");
        String text = StrictHtml.parse(html).text();
        assertTrue(text.contains("This moment lies in a gap"), text);
        assertTrue(text.contains("Nearest before: 2026-11-16 10:12:40 UTC"), text);
        assertTrue(text.contains("Nearest after: 2026-11-17 02:12:12 UTC"), text);
        String near = html(Models.broken(), "show=restore&moment=2026-11-17T02:12:12Z");
        assertTrue(near.contains("--target-time &#39;2026-11-17T02:12:12Z&#39;"), near);
    }

    @Test
    void it_is_loaded_again_by_itself_only_where_nobody_types() {
        assertTrue(html(Models.rich(), "").contains("http-equiv=\"refresh\""));
        assertTrue(html(Models.rich(), "said=started").contains("http-equiv=\"refresh\""));
        assertFalse(html(Models.rich(), "refresh=off").contains("http-equiv"));
        for (String view : List.of("show=restore", "show=backup")) {
            String html = html(Models.rich(), view);
            assertTrue(html.contains("<form"), html);
            assertFalse(html.contains("http-equiv"), html);
        }
        assertFalse(html(Models.rich(), "").contains("<form"));
    }

    @Test
    void a_backup_is_ordered_with_a_token_or_by_who_is_admin_or_not_at_all() {
        String asked = html(Models.rich(), "show=backup", StatusPage.Rights.TOKEN_NEEDED);
        assertTrue(asked.contains("type=\"password\"") && asked.contains("action=\"/actions/backup\""), asked);
        String admin = html(Models.rich(), "show=backup", StatusPage.Rights.ADMIN);
        assertTrue(admin.contains("action=\"/actions/backup\"") && !admin.contains("password"), admin);
        String nobody = html(Models.rich(), "show=backup", StatusPage.Rights.NO_TOKENS);
        assertFalse(nobody.contains("<form"), nobody);
        assertTrue(nobody.contains("http.access.admin.token_file"), nobody);
        assertTrue(nobody.contains("pgcairn backup --config /etc/pgcairn/pgcairn.yaml --cluster main</code>"), nobody);
    }

    @Test
    void several_clusters_have_a_list_and_each_a_page_of_its_own() {
        Map<String, StatusPage.Cluster> two = new LinkedHashMap<>();
        two.put("main", Models.rich());
        two.put("orders", Models.broken());
        String all = page.show(Models.asked(two, Map.of())).html();
        assertTrue(all.contains("id=\"cluster-main\"") && all.contains("id=\"cluster-orders\""), all);
        assertTrue(all.contains("<title>(3) pgcairn</title>"), all);
        String one = page.show(Models.asked(two, Map.of("cluster", "orders"))).html();
        assertFalse(one.contains("id=\"cluster-main\""), one);
        assertTrue(one.contains("aria-current"), one);
        assertTrue(
                page.show(Models.asked(two, Map.of("cluster", "gone"))).html().contains("No cluster of that name"));
    }
}
