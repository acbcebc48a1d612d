package io.pgcairn.daemon.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code GET /v1/status} says, for people. */
final class StatusLines {
    private final List<String> lines = new ArrayList<>();

    List<String> all() {
        return List.copyOf(lines);
    }

    void cluster(String name, Map<?, ?> status) {
        String lag =
                status.get("lag_bytes") instanceof Number bytes ? ", " + bytes + " bytes of WAL not durable yet" : "";
        lines.add("cluster " + name + ": " + status.get("state") + lag);
        if (status.get("last_backup") instanceof Map<?, ?> backup) {
            lines.add("  last backup " + backup.get("id")
                    + (backup.get("name") instanceof String called ? " (" + called + ")" : "")
                    + ", from " + backup.get("started") + " to " + backup.get("stopped") + ", "
                    + backup.get("plain_bytes") + " bytes in " + backup.get("stored_bytes") + " stored");
        } else {
            lines.add("  no backup is known yet");
        }
        if (status.get("running_backup") instanceof Map<?, ?> job) {
            lines.add("  a backup is being taken since " + job.get("started") + ": " + job.get("done_bytes")
                    + " of about " + job.get("total_bytes") + " bytes read");
        }
        if (status.get("last_drill") instanceof Map<?, ?> drill) {
            lines.add("  last drill " + (Boolean.TRUE.equals(drill.get("good")) ? "good" : "FAILED") + " at "
                    + drill.get("ended") + " after " + drill.get("took_seconds") + " s"
                    + ("".equals(drill.get("backup")) ? "" : ", of backup " + drill.get("backup")) + " to "
                    + (drill.get("target") instanceof String moment ? moment : "the end of all WAL") + ": "
                    + drill.get("outcome"));
        } else {
            lines.add("  no restore was proven by a drill yet");
        }
        if (status.get("running_drill") instanceof Map<?, ?> job) {
            lines.add("  a drill is under way since " + job.get("started") + ": " + job.get("done_bytes") + " of "
                    + job.get("total_bytes") + " bytes restored");
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
        String overdue = job.get("overdue_seconds") instanceof Number late && late.longValue() > 0
                ? ", overdue for " + late + " s"
                : "";
        lines.add("  " + job.get("name") + " \"" + job.get("schedule") + "\": " + job.get("state") + ", " + last + ", "
                + next + overdue);
        if (job.get("failure") instanceof Map<?, ?> failure) {
            lines.add("    failed at " + failure.get("at") + ", attempt " + failure.get("attempts") + ": "
                    + failure.get("message"));
            lines.add("    hint: " + failure.get("hint"));
            if ("retrying".equals(job.get("state"))) {
                lines.add("    tried again at " + failure.get("next_try"));
            }
        }
    }
}
