package io.pgcairn.daemon.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code GET /status} says, for people. */
final class StatusLines {
    private final List<String> lines = new ArrayList<>();

    List<String> all() {
        return List.copyOf(lines);
    }

    void cluster(String name, Map<?, ?> status) {
        String lag =
                status.get("lagBytes") instanceof Number bytes ? ", " + bytes + " bytes of WAL not durable yet" : "";
        lines.add("cluster " + name + ": " + status.get("state") + lag);
        if (status.get("lastBackup") instanceof Map<?, ?> backup) {
            lines.add("  last backup " + backup.get("id")
                    + (backup.get("name") instanceof String called ? " (" + called + ")" : "")
                    + ", from " + backup.get("started") + " to " + backup.get("stopped") + ", "
                    + backup.get("plainBytes") + " bytes in " + backup.get("storedBytes") + " stored");
        } else {
            lines.add("  no backup is known yet");
        }
        if (status.get("runningBackup") instanceof Map<?, ?> job) {
            lines.add("  a backup is being taken since " + job.get("started") + ": " + job.get("doneBytes")
                    + " of about " + job.get("totalBytes") + " bytes read");
        }
        if (status.get("jobs") instanceof List<?> jobs) {
            jobs.forEach(job -> {
                if (job instanceof Map<?, ?> fields) {
                    job(fields);
                }
            });
        }
    }

    private void job(Map<?, ?> job) {
        String next = job.get("next") instanceof String at ? "next " + at : "no next run";
        String last = job.get("last") instanceof String at ? "last " + at : "no last run known";
        String overdue = job.get("overdueSeconds") instanceof Number late && late.longValue() > 0
                ? ", overdue for " + late + " s"
                : "";
        lines.add("  " + job.get("name") + " \"" + job.get("schedule") + "\": " + job.get("state") + ", " + last + ", "
                + next + overdue);
        if (job.get("failure") instanceof Map<?, ?> failure) {
            lines.add("    failed at " + failure.get("at") + ", attempt " + failure.get("attempts") + ": "
                    + failure.get("message"));
            lines.add("    hint: " + failure.get("hint"));
            if ("retrying".equals(job.get("state"))) {
                lines.add("    tried again at " + failure.get("nextTry"));
            }
        }
    }
}
