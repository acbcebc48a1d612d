package io.pgcairn.daemon.observe;

import io.micrometer.core.instrument.Tags;

/** The meters of what runs by itself. */
final class JobMeters {
    private JobMeters() {}

    /** @param job its name in the metrics' names */
    static void add(Meters meters, Tags tags, String job, ScheduleFigures figures) {
        meters.moment(
                "pgcairn." + job + ".next.timestamp.seconds",
                "When it runs next, or should have run",
                tags,
                figures::next);
        meters.seconds(
                "pgcairn." + job + ".overdue.seconds",
                "For how long it has been late: to run or, while it runs, to end; 0 if it is not",
                tags,
                figures::overdue);
        meters.gauge(
                "pgcairn." + job + ".failures.in.row",
                "Runs by schedule that failed since the last good one",
                tags,
                figures::failuresInRow);
    }
}
