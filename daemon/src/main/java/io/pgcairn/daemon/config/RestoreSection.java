package io.pgcairn.daemon.config;

import java.time.Duration;

/** The section {@code restore} of a cluster. */
final class RestoreSection {
    private static final Key<Integer> PREFETCH = Key.defaulted(
            "prefetch", Types.integer(0, 64), "4", "How many segments are fetched ahead of the one asked for.");
    private static final Key<Duration> HOLD = Key.defaulted(
            "hold",
            DurationText.between("1s", "10m"),
            "60s",
            "How long a request for WAL waits for a store that does not answer, before PostgreSQL is told to stop.");

    static final Section DECLARATION = Section.one("restore", "How restores are served.", PREFETCH, HOLD);

    private RestoreSection() {}

    static RestoreConfig read(SectionReader reader) {
        return new RestoreConfig(reader.get(PREFETCH), reader.get(HOLD));
    }
}
