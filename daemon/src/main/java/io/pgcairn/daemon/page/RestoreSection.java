package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.StatusPage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A moment to pick, and the command that restores to it. */
final class RestoreSection {
    private final Html html;
    private final String cluster;
    private final ClusterStatus status;
    private final RestoreCommand command;
    private final Instant now;

    RestoreSection(Html html, String cluster, StatusPage.Cluster stands, String config, Instant now) {
        this.html = html;
        this.cluster = cluster;
        this.status = stands.status();
        this.command = new RestoreCommand(config, cluster);
        this.now = now;
    }

    /** The moment that is asked for, if it is one. */
    static Optional<Instant> picked(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(Links.MOMENT)).flatMap(Moments::parse);
    }

    void write(Map<String, String> fields) {
        String id = "restore-" + cluster;
        html.element("section", Attributes.css("do").and("id", id).and("aria-labelledby", id + "-title"), () -> {
            html.element("h3", Attributes.of("id", id + "-title"), "Restore " + cluster);
            form(fields);
            html.element("div", Attributes.css("answer").and("role", "status"), () -> answer(fields));
        });
    }

    private void form(Map<String, String> fields) {
        Optional<Instant> picked = picked(fields);
        Optional<Instant> last = status.tiers().stream()
                .flatMap(tier -> tier.recoverable().stream())
                .map(Moments::last)
                .max(Instant::compareTo);
        String field = "moment-" + cluster;
        html.element("form", Attributes.of("action", Links.ALL).and("method", "get"), () -> {
            hidden(Links.CLUSTER, cluster);
            hidden(Links.SHOW, "restore");
            html.element("label", Attributes.of("for", field), "Moment (UTC)");
            html.single(
                    "input",
                    Attributes.of("type", "datetime-local")
                            .and("id", field)
                            .and("name", Links.MOMENT)
                            .and("step", "1")
                            .and("required")
                            .and(
                                    "value",
                                    picked.or(() -> last).map(Moments::field).orElse("")));
            html.element("button", Attributes.of("type", "submit"), "Show the command");
            html.element(
                    "a",
                    Attributes.css("button plain").and("href", Links.latest(cluster) + "#restore-" + cluster),
                    "Latest");
        });
    }

    private void hidden(String name, String value) {
        html.single("input", Attributes.of("type", "hidden").and("name", name).and("value", value));
    }

    private void answer(Map<String, String> fields) {
        if ("latest".equals(fields.get(Links.TARGET))) {
            latest();
        } else if (fields.containsKey(Links.MOMENT)) {
            Optional<Instant> picked = picked(fields);
            if (picked.isPresent()) {
                show(RestoreAnswer.to(picked.get(), status, now));
            } else {
                html.element("p", Attributes.css("no"), "This is no moment. Write it as 2026-11-21T07:00:00.");
            }
        }
    }

    private void latest() {
        if (status.tiers().stream().allMatch(tier -> tier.recoverable().isEmpty())) {
            html.element("p", Attributes.css("no"), "Nothing can be restored yet: no backup is known in the store.");
            return;
        }
        html.element("p", Attributes.css("yes"), "This restores everything that is durable:");
        command(command.latest());
    }

    private void show(RestoreAnswer answer) {
        switch (answer) {
            case RestoreAnswer.Possible possible -> {
                html.element(
                        "p",
                        Attributes.css("yes"),
                        Spoken.moment(possible.moment()) + " can be restored"
                                + possible.tier()
                                        .map(tier -> " from tier " + tier)
                                        .orElse("")
                                + (possible.backup().isPresent() ? ", as the backup by itself" : "") + ":");
                command(command.to(possible));
                if (possible.isNewest() && possible.backup().isEmpty()) {
                    html.element(
                            "p",
                            Attributes.css("hint"),
                            "If nothing was committed after this moment, there is nothing to stop before: the command"
                                    + " says so, and --target latest gives the same rows.");
                }
            }
            case RestoreAnswer.Impossible impossible -> {
                html.element("p", Attributes.css("no"), impossible.why());
                html.element("p", Attributes.css("nearest"), () -> {
                    impossible.before().ifPresent(at -> nearest("Nearest before: ", at));
                    impossible.after().ifPresent(at -> nearest("Nearest after: ", at));
                });
            }
        }
    }

    private void nearest(String word, Instant at) {
        html.element("span", () -> {
            html.text(word);
            html.element(
                    "a", Attributes.of("href", Links.restore(cluster, at) + "#restore-" + cluster), Spoken.moment(at));
        });
    }

    private void command(String line) {
        html.element("pre", Attributes.css("command").and("tabindex", "0"), () -> html.element("code", line));
        html.element(
                "p",
                Attributes.css("hint"),
                "Put an empty directory for " + RestoreCommand.DIRECTORY
                        + ", and add --tablespace OLD=NEW for each tablespace whose place is in use. With --dry-run the"
                        + " plan is proven and nothing is copied.");
    }
}
