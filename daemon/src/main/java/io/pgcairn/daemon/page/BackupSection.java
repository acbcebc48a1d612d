package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.StatusPage;
import java.util.Map;

/** Orders a base backup, and tells how an order went. */
final class BackupSection {
    private static final Map<String, String> SAID = Map.of(
            "started", "A base backup was started.",
            "wrong_token", "That is not the admin token. Nothing was started.",
            "no_token", "No admin token is configured. Nothing was started.",
            "backup_busy", "A base backup is being taken already; no other one was started.",
            "cluster_unknown", "This cluster is not served here any more. Nothing was started.");

    private final Html html;
    private final String cluster;
    private final String config;

    BackupSection(Html html, String cluster, String config) {
        this.html = html;
        this.cluster = cluster;
        this.config = config;
    }

    /** @param said the word that came back from the order; words of ours alone are shown */
    void told(String said) {
        String text = SAID.getOrDefault(
                said,
                said.matches("[a-z_]{1,40}")
                        ? "The backup was not started: " + said.replace('_', ' ') + ". The log says more."
                        : "The backup was not started. The log says more.");
        html.element(
                "p",
                Attributes.css(said.equals("started") ? "said yes" : "said no").and("role", "status"),
                text);
    }

    void write(StatusPage.Rights rights) {
        String id = "backup-" + cluster;
        html.element("section", Attributes.css("do").and("id", id).and("aria-labelledby", id + "-title"), () -> {
            html.element("h3", Attributes.of("id", id + "-title"), "Back up " + cluster + " now");
            switch (rights) {
                case ADMIN -> form(false);
                case TOKEN_NEEDED -> form(true);
                case NO_TOKENS -> instead();
            }
        });
    }

    private void form(boolean withToken) {
        String field = "token-" + cluster;
        Attributes form = Attributes.of("action", "/actions/backup").and("method", "post");
        html.element("form", form.and("autocomplete", "off"), () -> {
            html.single(
                    "input",
                    Attributes.of("type", "hidden").and("name", Links.CLUSTER).and("value", cluster));
            if (withToken) {
                html.element("label", Attributes.of("for", field), "Admin token");
                html.single(
                        "input",
                        Attributes.of("type", "password")
                                .and("id", field)
                                .and("name", "token")
                                .and("autocomplete", "off")
                                .and("required"));
            }
            html.element("button", Attributes.of("type", "submit"), "Back up now");
        });
        html.element(
                "p",
                Attributes.css("hint"),
                "A base backup is taken beside the schedule." + (withToken ? " The token is kept nowhere." : ""));
    }

    private void instead() {
        html.element(
                "p",
                "From a page this takes a token, since any page in a browser can send a request to this host. Name a"
                        + " file with one in the configuration, as http.access.admin.token_file. Or run:");
        html.element(
                "pre",
                Attributes.css("command").and("tabindex", "0"),
                () -> html.element("code", new RestoreCommand(config, cluster).backup()));
    }
}
