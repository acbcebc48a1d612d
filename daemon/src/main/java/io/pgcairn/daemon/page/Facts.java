package io.pgcairn.daemon.page;

import io.pgcairn.daemon.http.ClusterStatus;
import io.pgcairn.daemon.http.StatusPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The few figures that say whether a cluster is well. */
final class Facts {
    private final Html html;
    private final Instant now;

    Facts(Html html, Instant now) {
        this.html = html;
        this.now = now;
    }

    void write(StatusPage.Cluster cluster) {
        ClusterStatus status = cluster.status();
        html.element("dl", Attributes.css("facts"), () -> {
            drill(status.lastDrill());
            lag(status);
            lastBackup(status.lastBackup());
            status.jobs().stream()
                    .filter(job -> job.name().equals("backup"))
                    .findFirst()
                    .ifPresent(this::nextBackup);
        });
        cluster.backup().ifPresent(run -> running("A base backup", run));
        cluster.dump().ifPresent(run -> running("A dump", run));
    }

    private void fact(String term, String value, String more) {
        html.element("div", () -> {
            html.element("dt", term);
            html.element("dd", () -> {
                html.element("span", Attributes.css("value"), value);
                html.element("span", Attributes.css("more"), more);
            });
        });
    }

    private void drill(Optional<ClusterStatus.Drill> drill) {
        String term = "Last proven restore";
        if (drill.isEmpty()) {
            fact(term, "none yet", "no drill has restored a backup since the cluster was made or upgraded");
            return;
        }
        ClusterStatus.Drill last = drill.get();
        if (last.isGood()) {
            String target = last.target().map(Spoken::moment).orElse("the end of all WAL");
            fact(term, Spoken.age(last.ended(), now), "to " + target + ", in " + Spoken.duration(last.took()));
        } else {
            fact(term, "the last drill failed", Spoken.age(last.ended(), now) + ": " + last.outcome());
        }
    }

    private void lag(ClusterStatus status) {
        ClusterStatus.Wal wal = status.wal();
        if (wal.lagBytes().isEmpty() && wal.lag().isEmpty()) {
            fact("WAL not durable yet", "not known", status.readiness().state());
            return;
        }
        String bytes = wal.lagBytes().isEmpty()
                ? "not known"
                : Spoken.size(wal.lagBytes().getAsLong());
        String waiting = wal.lag().map(Spoken::duration).orElse("for an unknown time");
        String last = wal.lastDurable()
                .map(at -> "last durable " + Spoken.age(at, now))
                .orElse("");
        fact(
                "WAL not durable yet",
                wal.lag().orElse(Duration.ZERO).isZero() && wal.lagBytes().orElse(1) == 0
                        ? "none"
                        : bytes + ", " + waiting,
                last);
    }

    private void lastBackup(Optional<ClusterStatus.Backup> backup) {
        if (backup.isEmpty()) {
            fact("Last backup", "none known", "");
            return;
        }
        ClusterStatus.Backup last = backup.get();
        fact(
                "Last backup",
                Spoken.age(last.stopped(), now),
                (last.name().isEmpty() ? last.id() : last.name()) + ", " + Spoken.size(last.plainBytes()) + ", "
                        + Spoken.size(last.storedBytes()) + " stored");
    }

    private void nextBackup(ClusterStatus.Job job) {
        String value = job.next().map(at -> Spoken.age(at, now)).orElse("not planned");
        if (job.state().equals("running")) {
            value = "running now";
        } else if (job.overdue().isPositive()) {
            value = "overdue for " + Spoken.duration(job.overdue());
        }
        fact("Next backup", value, job.next().map(Spoken::moment).orElse("schedule: " + job.schedule()));
    }

    private void running(String what, StatusPage.Progress run) {
        html.element("p", Attributes.css("running"), () -> {
            boolean isKnown = run.totalBytes() > 0;
            long done = isKnown ? Math.min(run.doneBytes(), run.totalBytes()) : run.doneBytes();
            String name = run.name().isEmpty() ? "" : " \u201c" + run.name() + "\u201d";
            html.element(
                    "span",
                    what + name + " is being taken since " + Spoken.duration(Duration.between(run.started(), now))
                            + ": "
                            + Spoken.size(run.doneBytes())
                            + (isKnown ? " of about " + Spoken.size(run.totalBytes()) : "") + " read. ");
            if (isKnown) {
                Attributes bar = Attributes.of("max", Long.toString(run.totalBytes()))
                        .and("value", Long.toString(done))
                        .and("aria-label", what + "'s progress");
                html.element("progress", bar, done * 100 / run.totalBytes() + " %");
            }
        });
    }
}
