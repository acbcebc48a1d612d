package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.time.Duration;

/** The section {@code drill} of a cluster. */
final class DrillSection {
    private static final Key<String> SCHEDULE = Key.defaulted(
            "schedule",
            ScheduleText.type(),
            "never",
            "When backups are proven by restoring one, as in `backup.schedule`. A restored copy needs room in"
                    + " `directory` until it is removed.");
    private static final Key<Path> DIRECTORY = Key.optional(
            "directory",
            Types.path(),
            "`drill` in systemd's cache directory, else `/var/cache/pgcairn/drill`",
            "Below it each drill restores into a directory of its own, and removes it. Its path is short, since a Unix"
                    + " socket lies in it.");
    private static final Key<Path> PROGRAMS = Key.optional(
            "programs",
            Types.path(),
            "looked for: the server's own directory, then Debian's",
            "The directory of `postgres`, `pg_ctl` and, where they are to be used, `pg_verifybackup` and `pg_amcheck`,"
                    + " of the server's major version.");
    private static final Key<Duration> TIMEOUT =
            Key.defaulted("timeout", DurationText.between("1m", "30d"), "6h", "How long a drill may take as a whole.");
    private static final Key<DrillConfig.Target> TARGET = Key.defaulted(
            "target",
            Types.choice(DrillConfig.Target.values()),
            "random",
            "To where a drill restores: `latest`, the end of all WAL, or `random`, any moment that can be restored.");
    private static final Key<String> QUERY = Key.optional(
            "query",
            Types.matching("[^\\x00]{1,4000}", "a query"),
            "none is asked",
            "A query that the restored server must answer with one true row, in the database that `postgres.uri`"
                    + " names; it can write nothing.");

    static final Section DECLARATION = Section.one(
            "drill",
            "Restore drills: a backup is restored beside the server, started, looked at and removed.",
            SCHEDULE,
            DIRECTORY,
            PROGRAMS,
            TIMEOUT,
            TARGET,
            QUERY);

    private DrillSection() {}

    /** @param backup whose time zone, jitter and window to start in apply to drills too */
    static DrillConfig read(SectionReader reader, ScheduleConfig backup, Path base) {
        return new DrillConfig(
                new ScheduleConfig(reader.get(SCHEDULE), backup.zone(), backup.jitter(), backup.startWithin()),
                reader.find(DIRECTORY).map(base::resolve),
                reader.find(PROGRAMS).map(base::resolve),
                reader.get(TIMEOUT),
                reader.get(TARGET),
                reader.find(QUERY));
    }
}
