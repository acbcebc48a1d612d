package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.ClusterSelection;
import io.pgcairn.daemon.cli.StatusReader;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the running daemon what only it knows: whether WAL comes in and becomes durable, and what failed. */
final class DaemonCheck {
    static final String SUBJECT = "daemon";
    private static final String START = "systemctl start pgcairn, or pgcairn daemon";

    private final StatusReader daemon;
    private final Findings findings = new Findings(SUBJECT);

    DaemonCheck(StatusReader daemon) {
        this.daemon = daemon;
    }

    List<Finding> check(ClusterSelection selection) throws InterruptedException {
        try {
            Object clusters = daemon.status(selection).json().get("clusters");
            if (clusters instanceof Map<?, ?> all && !all.isEmpty()) {
                all.forEach((name, status) -> cluster(String.valueOf(name), status));
            } else {
                findings.warn("the daemon runs and knows no such cluster", "systemctl reload pgcairn");
            }
        } catch (CairnException e) {
            if (e.fault() == Fault.DAEMON_UNREACHABLE) {
                findings.fail(
                        e.fault(),
                        String.valueOf(e.getMessage()) + ": WAL gathers on the server and no backup is taken",
                        START);
            } else {
                findings.fail(e.fault(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return findings.all();
    }

    private void cluster(String name, Object status) {
        if (!(status instanceof Map<?, ?> fields)) {
            findings.warn("the daemon does not say how cluster " + name + " stands", START);
            return;
        }
        String lag = number(fields, "lag_bytes", "lagBytes")
                .map(bytes -> ", " + ByteText.of(bytes) + " of WAL not durable yet")
                .orElse("");
        if (Boolean.TRUE.equals(fields.get("ready"))) {
            findings.ok("cluster " + name + " is " + fields.get("state") + lag);
        } else {
            findings.fail(
                    "cluster " + name + ": " + fields.get("state") + lag,
                    "pgcairn status, and the daemon's log: journalctl -u pgcairn");
        }
        if (fields.get("jobs") instanceof List<?> jobs) {
            jobs.forEach(job -> job(name, job));
        }
    }

    private void job(String cluster, Object job) {
        if (job instanceof Map<?, ?> fields && fields.get("failure") instanceof Map<?, ?> failure) {
            findings.warn(
                    fields.get("name") + " of cluster " + cluster + " failed: " + failure.get("message"),
                    String.valueOf(failure.get("hint")));
        }
    }

    private static Optional<Long> number(Map<?, ?> fields, String... names) {
        for (String name : names) {
            if (fields.get(name) instanceof Number number) {
                return Optional.of(number.longValue());
            }
        }
        return Optional.empty();
    }
}
