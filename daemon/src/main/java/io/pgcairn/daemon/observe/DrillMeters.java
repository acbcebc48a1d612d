package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of restore drills. */
final class DrillMeters {
    private DrillMeters() {}

    static void add(Meters meters, Tags tags, DrillFigures figures) {
        meters.moment(
                "pgcairn.drill.last.success.timestamp.seconds",
                "When the last good restore drill ended",
                tags,
                figures::lastSuccess);
        meters.moment(
                "pgcairn.drill.last.failure.timestamp.seconds",
                "When the last restore drill that failed ended",
                tags,
                figures::lastFailure);
        meters.secondsIfAny(
                "pgcairn.drill.duration.seconds",
                "How long the last good restore drill took",
                tags,
                figures::lastDuration);
        meters.flag(
                "pgcairn.drill.failed",
                "1 while the newest restore drill is one that failed",
                tags,
                () -> isFailed(figures));
        meters.flag("pgcairn.drill.running", "1 while a restore drill is under way", tags, figures::isRunning);
        meters.counter("pgcairn.drill.failures", "Restore drills that failed", tags, figures::failures);
    }

    private static boolean isFailed(DrillFigures figures) {
        return figures.lastFailure()
                .filter(failure ->
                        figures.lastSuccess().filter(failure::isBefore).isEmpty())
                .isPresent();
    }
}
