package io.pgcairn.daemon.config;

/** The section {@code log}. */
final class LogSection {
    private static final Key<LogConfig.Format> FORMAT = Key.defaulted(
            "format", Types.choice(LogConfig.Format.values()), "logfmt", "The form of a line: both say the same.");
    private static final Key<LogConfig.Level> LEVEL = Key.defaulted(
            "level", Types.choice(LogConfig.Level.values()), "info", "The least severe events that are written.");

    static final Section DECLARATION = Section.one(
            "log",
            "The log of the daemon, one line an event, on standard output; docs/logs.md shows it.",
            FORMAT,
            LEVEL);

    private LogSection() {}

    static LogConfig read(SectionReader reader) {
        return new LogConfig(reader.get(FORMAT), reader.get(LEVEL));
    }
}
