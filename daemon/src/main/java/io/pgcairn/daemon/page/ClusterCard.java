package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.Readiness;
import io.pgcairn.daemon.http.StatusPage;
import java.time.Instant;
import java.util.Optional;

/** One cluster on the page. */
final class ClusterCard {
    private final Html html;
    private final String name;
    private final StatusPage.Cluster cluster;
    private final String config;
    private final Instant now;

    ClusterCard(Html html, String name, StatusPage.Cluster cluster, String config, Instant now) {
        this.html = html;
        this.name = name;
        this.cluster = cluster;
        this.config = config;
        this.now = now;
    }

    /** @param view what is asked of this cluster; empty on the page of all */
    void write(Optional<StatusPage.Asked> view) {
        String title = "cluster-" + name;
        html.element("section", Attributes.css("card").and("aria-labelledby", title), () -> {
            html.element("div", Attributes.css("bar"), () -> {
                html.element(
                        "h2",
                        Attributes.of("id", title),
                        () -> html.element("a", Attributes.of("href", Links.of(name)), name));
                badge(cluster.status().readiness());
            });
            view.flatMap(asked -> Optional.ofNullable(asked.fields().get(Links.SAID)))
                    .ifPresent(new BackupSection(html, name, config)::told);
            new Alarms(html).write(cluster.status().alarms());
            new Headline(html, now).write(cluster.status().tiers());
            timeline(view);
            actions(view);
            new Facts(html, now).write(cluster);
            lists(cluster.status());
        });
    }

    private void badge(Readiness readiness) {
        html.element("span", Attributes.css(readiness.isReady() ? "badge good" : "badge bad"), readiness.state());
    }

    private void timeline(Optional<StatusPage.Asked> view) {
        ClusterStatus status = cluster.status();
        boolean isKnown = status.tiers().stream()
                .anyMatch(
                        tier -> !tier.recoverable().isEmpty() || !tier.backups().isEmpty());
        if (isKnown) {
            Optional<Instant> picked = view.flatMap(asked -> RestoreSection.picked(asked.fields()));
            new Timeline(html, name, status.tiers(), now, picked).draw();
        }
    }

    private void actions(Optional<StatusPage.Asked> view) {
        String show =
                view.map(asked -> asked.fields().getOrDefault(Links.SHOW, "")).orElse("");
        if (!show.equals("restore")) {
            html.element("p", Attributes.css("actions"), () -> {
                button("Restore to a moment", Links.restore(name) + "#restore-" + name);
                if (!show.equals("backup")) {
                    button("Back up now", Links.backup(name) + "#backup-" + name);
                }
            });
        }
        view.ifPresent(asked -> {
            if (show.equals("restore")) {
                new RestoreSection(html, name, cluster, config, now).write(asked.fields());
            } else if (show.equals("backup")) {
                new BackupSection(html, name, config).write(asked.rights());
            }
        });
    }

    private void button(String text, String link) {
        html.element("a", Attributes.css("button").and("href", link), text);
    }

    private void lists(ClusterStatus status) {
        Tables tables = new Tables(html, name, now);
        if (!status.tiers().isEmpty()) {
            tables.tiers(status.tiers());
        }
        if (!status.jobs().isEmpty()) {
            tables.jobs(status.jobs());
        }
        if (!status.tiers().isEmpty() && !status.tiers().getFirst().backups().isEmpty()) {
            tables.backups(status.tiers().getFirst().backups());
        }
    }
}
