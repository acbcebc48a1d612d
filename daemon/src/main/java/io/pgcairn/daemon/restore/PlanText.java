package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.catalog.BackupRecord;
import java.util.Locale;

/** Writes a plan for an operator to read. */
final class PlanText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(RestorePlan plan) {
        PlanText text = new PlanText();
        text.backup(plan.backup());
        text.target(plan);
        text.wal(plan);
        plan.tablespaces().forEach(text::tablespace);
        plan.branches().forEach(branch -> text.line("branch", branch));
        plan.warnings().forEach(warning -> text.line("warning", warning));
        return text.text.toString();
    }

    private void backup(BackupRecord backup) {
        String note = backup.note().isEmpty() ? "" : " (" + backup.note() + ")";
        line("backup", backup.id() + note + ", PostgreSQL " + backup.serverVersion() / 10_000);
        line(
                "stopped",
                "LSN " + backup.stopLsn() + ", " + backup.stopTime() + " UTC, next transaction " + backup.nextXid());
        line(
                "size",
                backup.files() + " files, " + size(backup.plainBytes()) + ", stored as " + size(backup.storedBytes())
                        + " in " + backup.packs().size() + " packs");
    }

    private void target(RestorePlan plan) {
        RestoreRequest request = plan.request();
        boolean hasBound = switch (request.target()) {
            case RecoveryTarget.Latest _, RecoveryTarget.Immediate _, RecoveryTarget.RestorePoint _ -> false;
            case RecoveryTarget.Time _, RecoveryTarget.Position _, RecoveryTarget.Transaction _ -> true;
        };
        String utc = request.target() instanceof RecoveryTarget.Time ? " UTC" : "";
        String bound = hasBound ? (request.isInclusive() ? ", inclusive" : ", exclusive") : "";
        line(
                "target",
                request.target() + utc + bound + ", then " + request.action().setting());
    }

    private void wal(RestorePlan plan) {
        line(
                "timeline",
                plan.backup().timeline().equals(plan.history().timeline())
                        ? plan.history().timeline().toString()
                        : plan.backup().timeline() + " to " + plan.history().timeline());
        line(
                "WAL",
                plan.backup().startLsn() + " to " + plan.lastWanted() + ", up to " + plan.segments() + " segments of "
                        + size(plan.segmentSize().bytes()) + "; reaches to " + plan.walEnd());
        plan.newestCommit().ifPresent(commit -> line("newest commit", commit + " UTC"));
    }

    private void tablespace(PlannedTablespace tablespace) {
        String way = tablespace.isMoved()
                ? tablespace.original() + " moves to " + tablespace.destination()
                : tablespace.original();
        line("tablespace", tablespace.oid() + " " + way);
    }

    private void line(String label, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", label, value));
    }

    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
