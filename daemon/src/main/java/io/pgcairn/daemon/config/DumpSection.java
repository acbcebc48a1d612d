package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The section {@code dumps} of a cluster. */
final class DumpSection {
    private static final Key<String> SCHEDULE = Key.defaulted(
            "schedule", ScheduleText.type(), "0 3 * * *", "When dumps are taken, as in `backup.schedule`.");
    private static final Key<List<String>> DATABASES = Key.defaulted(
            "databases",
            new ListType<>(Types.matching("[^\\x00]{1,63}", "a database's name")),
            "[]",
            "Which databases; none named means all that accept connections. A named one that is missing fails the"
                    + " dump.");
    private static final Key<DumpConfig.Format> FORMAT = Key.defaulted(
            "format", Types.choice(DumpConfig.Format.values()), "custom", "The format of each database's dump.");
    private static final Key<Duration> KEEP = Key.defaulted(
            "keep",
            DurationText.between("0s", "36500d"),
            "30d",
            "How long dumps are kept, on all tiers; the newest good one always is.");
    private static final Key<Path> PROGRAMS = Key.optional(
            "programs",
            Types.path(),
            "looked for: the server's own directory, then PATH",
            "The directory of `pg_dump` and `pg_dumpall`.");

    static final Section DECLARATION = Section.optional(
            "dumps",
            "Logical dumps beside the base backups; without this section none are taken.",
            SCHEDULE,
            DATABASES,
            FORMAT,
            KEEP,
            PROGRAMS);

    private DumpSection() {}

    /** @param backup whose time zone, jitter and window to start in apply to dumps too */
    static Optional<DumpConfig> read(SectionReader cluster, ScheduleConfig backup, Path base) {
        if (!cluster.has(DECLARATION)) {
            return Optional.empty();
        }
        SectionReader reader = cluster.section(DECLARATION);
        ScheduleConfig schedule =
                new ScheduleConfig(reader.get(SCHEDULE), backup.zone(), backup.jitter(), backup.startWithin());
        return Optional.of(new DumpConfig(
                schedule,
                reader.get(DATABASES),
                reader.get(FORMAT),
                reader.get(KEEP),
                reader.find(PROGRAMS).map(base::resolve)));
    }
}
