package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import java.time.Instant;
import java.util.List;

/** What is listed below the figures: tiers, jobs, backups. */
final class Tables {
    private static final int MOST_BACKUPS = 20;

    private final Html html;
    private final String cluster;
    private final Instant now;

    Tables(Html html, String cluster, Instant now) {
        this.html = html;
        this.cluster = cluster;
        this.now = now;
    }

    private void table(String caption, List<String> columns, Runnable rows) {
        html.element("table", () -> {
            html.element("caption", caption);
            html.element(
                    "thead",
                    () -> html.element(
                            "tr",
                            () -> columns.forEach(
                                    column -> html.element("th", Attributes.of("scope", "col"), column))));
            html.element("tbody", rows);
        });
    }

    private void head(String text) {
        html.element("th", Attributes.of("scope", "row"), text);
    }

    /** @param column what a narrow screen shows before it */
    private void cell(String column, String text) {
        html.element("td", Attributes.of("data-label", column), text);
    }

    void tiers(List<ClusterStatus.Tier> tiers) {
        table(
                "Tiers",
                List.of("Tier", "Where", "Stored", "Backups", "Behind the first"),
                () -> tiers.forEach(tier -> {
                    html.element("tr", () -> {
                        head(tier.name() + (tier.isAcking() ? " (acknowledges)" : ""));
                        cell("Where", tier.location());
                        cell(
                                "Stored",
                                tier.storedBytes().isEmpty()
                                        ? "not known"
                                        : Spoken.size(tier.storedBytes().getAsLong()));
                        cell("Backups", Integer.toString(tier.backups().size()));
                        cell("Behind the first", behind(tier, tier == tiers.getFirst()));
                    });
                }));
    }

    private static String behind(ClusterStatus.Tier tier, boolean isFirst) {
        if (isFirst) {
            return "\u2013";
        }
        if (tier.lagBytes().isEmpty()) {
            return tier.isAcking() ? "\u2013" : "not known";
        }
        long bytes = tier.lagBytes().getAsLong();
        return bytes == 0 ? "nothing" : Spoken.size(bytes);
    }

    void jobs(List<ClusterStatus.Job> jobs) {
        table(
                "Jobs",
                List.of("Job", "Schedule", "State", "Last run", "Next run"),
                () -> jobs.forEach(job -> {
                    html.element("tr", () -> {
                        head(job.name());
                        cell("Schedule", job.schedule());
                        cell("State", job.state());
                        cell(
                                "Last run",
                                job.last().map(at -> Spoken.age(at, now)).orElse("none known"));
                        cell("Next run", next(job));
                    });
                    job.failure().ifPresent(this::failure);
                }));
    }

    private String next(ClusterStatus.Job job) {
        String next = job.next().map(at -> Spoken.age(at, now)).orElse("none");
        return job.overdue().isPositive() ? "overdue for " + Spoken.duration(job.overdue()) : next;
    }

    private void failure(ClusterStatus.Failure failure) {
        html.element(
                "tr",
                Attributes.css("failure"),
                () -> html.element("td", Attributes.of("colspan", "5"), () -> {
                    html.element("strong", "Failed " + Spoken.age(failure.at(), now) + ": ");
                    html.text(failure.message() + ". ");
                    html.text(failure.hint().isEmpty() ? "" : "What to do: " + failure.hint() + ". ");
                    html.text("Attempt " + failure.attempts() + "; the next one is "
                            + Spoken.age(failure.nextTry(), now) + ".");
                }));
    }

    /** Of the first tier; each is a moment to restore to. */
    void backups(List<ClusterStatus.Backup> backups) {
        List<ClusterStatus.Backup> newest = backups.subList(Math.max(0, backups.size() - MOST_BACKUPS), backups.size());
        html.element("details", () -> {
            html.element("summary", "Backups (" + backups.size() + ")");
            table(
                    "The newest backups",
                    List.of("Backup", "Ended", "Size", "Stored", ""),
                    () -> newest.reversed().forEach(this::backup));
            if (newest.size() < backups.size()) {
                html.element("p", Attributes.css("hint"), "pgcairn list --cluster " + cluster + " shows all of them.");
            }
        });
    }

    private void backup(ClusterStatus.Backup backup) {
        html.element("tr", () -> {
            head(backup.name().isEmpty() ? backup.id() : backup.name() + " (" + backup.id() + ")");
            cell("Ended", Spoken.moment(backup.stopped().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
            cell("Size", Spoken.size(backup.plainBytes()));
            cell("Stored", Spoken.size(backup.storedBytes()));
            html.element("td", () -> {
                Attributes link = Attributes.of(
                                "href", Links.restore(cluster, backup.stopped()) + "#restore-" + cluster)
                        .and("aria-label", "Restore to the end of backup " + backup.id());
                html.element("a", link, "Restore");
            });
        });
    }
}
