package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.StatusPage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The page of all clusters, and that of one. It loads itself again while nobody fills in a form. Safe for use by
 * several threads.
 */
public final class ClustersPage implements StatusPage {
    private static final String PAUSE = "30";

    private final InstantSource clock;
    private final String version;
    private final String config;
    private final Stylesheet sheet = Stylesheet.read();

    /**
     * @param version the program and its version
     * @param config the configuration's file, for the commands that are shown
     */
    public ClustersPage(InstantSource clock, String version, Path config) {
        this.clock = clock;
        this.version = version;
        this.config = config.toAbsolutePath().normalize().toString();
    }

    @Override
    public Page show(Asked asked) {
        return new Page(document(asked, clock.instant()), sheet.policy());
    }

    private String document(Asked asked, Instant now) {
        Html html = new Html();
        html.element("html", Attributes.of("lang", "en"), () -> {
            html.element("head", () -> head(html, asked));
            html.element("body", () -> {
                top(html, asked, now);
                html.element("main", () -> clusters(html, asked, now));
                html.element(
                        "footer",
                        () -> html.element(
                                "p",
                                version
                                        + ". The same as JSON: /v1/status."
                                        + " In the shell: pgcairn status, pgcairn list."));
            });
        });
        return html.document();
    }

    private static boolean refreshes(Asked asked) {
        Map<String, String> fields = asked.fields();
        return !fields.containsKey(Links.SHOW) && !"off".equals(fields.get(Links.REFRESH));
    }

    private void head(Html html, Asked asked) {
        long alarms = asked.clusters().values().stream()
                .mapToLong(cluster -> cluster.status().alarms().size())
                .sum();
        html.single("meta", Attributes.of("charset", "utf-8"));
        html.single("meta", Attributes.of("name", "viewport").and("content", "width=device-width, initial-scale=1"));
        html.single("meta", Attributes.of("name", "color-scheme").and("content", "light dark"));
        if (refreshes(asked)) {
            html.single("meta", Attributes.of("http-equiv", "refresh").and("content", PAUSE));
        }
        html.element("title", (alarms == 0 ? "" : "(" + alarms + ") ") + "pgcairn");
        html.sheet(sheet);
    }

    private void top(Html html, Asked asked, Instant now) {
        html.element("header", () -> {
            html.element("h1", () -> html.element("a", Attributes.of("href", Links.ALL), "pgcairn"));
            html.element("p", Attributes.css("made"), () -> {
                Instant second = now.truncatedTo(ChronoUnit.SECONDS);
                html.text("As of ");
                html.element("time", Attributes.of("datetime", second.toString()), Spoken.moment(second));
                if (refreshes(asked)) {
                    html.text(", again every " + PAUSE + " s ");
                    html.element("a", Attributes.of("href", "/?" + Links.REFRESH + "=off"), "(stop)");
                } else {
                    html.text(", not loaded again by itself ");
                    html.element("a", Attributes.of("href", Links.ALL), "(overview)");
                }
            });
        });
    }

    private void clusters(Html html, Asked asked, Instant now) {
        String chosen = asked.fields().getOrDefault(Links.CLUSTER, "");
        Map<String, Cluster> shown = new LinkedHashMap<>(asked.clusters());
        boolean isOne = shown.containsKey(chosen);
        if (isOne) {
            shown.keySet().retainAll(java.util.Set.of(chosen));
        } else if (!chosen.isEmpty()) {
            html.element("p", Attributes.css("said no"), "No cluster of that name is served here.");
        }
        if (asked.clusters().size() > 1) {
            index(html, asked.clusters(), chosen);
        }
        if (shown.isEmpty()) {
            html.element("p", "No cluster is configured.");
        }
        Optional<Asked> view = isOne ? Optional.of(asked) : Optional.empty();
        shown.forEach((name, cluster) -> new ClusterCard(html, name, cluster, config, now).write(view));
    }

    private static void index(Html html, Map<String, Cluster> clusters, String chosen) {
        html.element("nav", Attributes.of("aria-label", "Clusters"), () -> {
            link(html, "All", Links.ALL, !clusters.containsKey(chosen), "");
            clusters.forEach((name, cluster) -> {
                boolean isWell = cluster.status().readiness().isReady()
                        && cluster.status().alarms().isEmpty();
                link(html, name, Links.of(name), name.equals(chosen), isWell ? "" : "needs a look");
            });
        });
    }

    private static void link(Html html, String text, String to, boolean isHere, String mark) {
        Attributes link = Attributes.of("href", to);
        html.element("a", isHere ? link.and("aria-current", "page") : link, () -> {
            html.text(text);
            if (!mark.isEmpty()) {
                html.element("span", Attributes.css("mark"), mark);
            }
        });
    }
}
