package io.pgcairn.daemon.http;

import io.pgcairn.daemon.fault.CairnException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /} and what the page's forms post. No cookie and no session: a form brings the token itself, and is taken
 * from this page alone, so that no other page can make a browser send one.
 */
final class PageRoutes {
    /** Where the page's form orders a base backup. */
    private static final List<String> BACKUP = List.of("actions", "backup");

    private static final List<String> ROOT = List.of("");

    private static final String HTML = "text/html; charset=utf-8";

    private final ClusterDesk.Directory directory;
    private final StatusPage page;

    PageRoutes(ClusterDesk.Directory directory, StatusPage page) {
        this.directory = directory;
        this.page = page;
    }

    boolean serves(List<String> path) {
        return path.equals(ROOT) || path.equals(BACKUP);
    }

    Reply answer(HttpCall call, Access access) {
        boolean isRoot = call.path().equals(ROOT);
        if (isRoot != call.isRead()) {
            return Reply.methodNotAllowed(isRoot ? "GET, HEAD" : "POST");
        }
        return access.refusal(call, isRoot ? Need.PAGE : Need.FORM)
                .orElseGet(() -> isRoot ? get(call, access) : backUp(call, access));
    }

    private Reply get(HttpCall call, Access access) {
        Map<String, String> fields;
        try {
            fields = FormFields.parse(call.query().orElse(""));
        } catch (IllegalArgumentException e) {
            return Reply.error(400, "malformed", "the query has a broken escape", "ask for / alone");
        }
        Map<String, StatusPage.Cluster> clusters = new LinkedHashMap<>();
        directory.clusters().forEach((name, desk) -> clusters.put(name, seen(desk)));
        StatusPage.Page made = page.show(new StatusPage.Asked(clusters, fields, rights(call, access)));
        return Reply.text(200, HTML, made.html())
                .with("Content-Security-Policy", made.policy())
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Referrer-Policy", "same-origin");
    }

    private static StatusPage.Rights rights(HttpCall call, Access access) {
        if (access.isAdmin(call, "")) {
            return StatusPage.Rights.ADMIN;
        }
        return access.hasAdminToken() ? StatusPage.Rights.TOKEN_NEEDED : StatusPage.Rights.NO_TOKENS;
    }

    private static StatusPage.Cluster seen(ClusterDesk desk) {
        return new StatusPage.Cluster(
                desk.view().status(), progress(desk.backups()), desk.dumps().flatMap(PageRoutes::progress));
    }

    private static Optional<StatusPage.Progress> progress(BackupJobs jobs) {
        return jobs.running()
                .flatMap(job -> job.state() instanceof BackupJob.Running running
                        ? Optional.of(new StatusPage.Progress(
                                job.started(), job.order().name(), running.doneBytes(), running.totalBytes()))
                        : Optional.empty());
    }

    /** Orders a base backup, and sends the browser back to the page with a word on how that went. */
    private Reply backUp(HttpCall call, Access access) {
        Map<String, String> form;
        try {
            form = FormFields.parse(new String(call.body(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Reply.error(400, "malformed", "the form has a broken escape", "use the form of the page");
        }
        String cluster = form.getOrDefault("cluster", "");
        if (!access.isAdmin(call, form.getOrDefault("token", ""))) {
            return back(cluster, access.hasAdminToken() ? "wrong_token" : "no_token");
        }
        return back(cluster, ordered(cluster));
    }

    private String ordered(String cluster) {
        ClusterDesk desk = directory.clusters().get(cluster);
        if (desk == null) {
            return "cluster_unknown";
        }
        try {
            desk.backups().start(BackupOrder.PLAIN);
            return "started";
        } catch (CairnException e) {
            return e.fault().label();
        }
    }

    private static Reply back(String cluster, String said) {
        String query = "cluster=" + URLEncoder.encode(cluster, StandardCharsets.UTF_8) + "&said=" + said;
        return Reply.text(303, "text/plain; charset=utf-8", said + "\n").with("Location", "/?" + query);
    }
}
