package io.pgcairn.daemon.config;

import java.time.Duration;

/** The section {@code wal} of a cluster. */
final class WalSection {
    private static final Key<Duration> TAIL_INTERVAL = Key.defaulted(
            "interval",
            DurationText.between("100ms", "1h"),
            "5s",
            "How often the segment that is still filling is shipped: the most WAL, in time, that a lost host costs.");
    private static final Section TAIL = Section.one("tail", "The segment that is still filling.", TAIL_INTERVAL);

    private static final Key<Integer> PARALLEL = Key.defaulted(
            "parallel", Types.integer(1, 8), "2", "How many segments are compressed and encrypted at once.");
    private static final Key<Duration> STATUS_INTERVAL = Key.defaulted(
            "status_interval",
            DurationText.between("1s", "1m"),
            "10s",
            "How often the server hears how far we are. It also hears at once whenever WAL became durable.");
    private static final Key<Duration> STALL_TIMEOUT = Key.defaulted(
            "stall_timeout",
            DurationText.between("5s", "1h"),
            "30s",
            "How long the store may stand still before the connection is dropped, so that the server can shut down.");
    private static final Key<Integer> LEVEL =
            Key.defaulted("level", Types.integer(1, 19), "1", "zstd level; 3 takes twice the CPU for a third less.");

    static final Section DECLARATION =
            Section.one("wal", "How WAL is taken in.", TAIL, PARALLEL, STATUS_INTERVAL, STALL_TIMEOUT, LEVEL);

    private WalSection() {}

    static WalConfig read(SectionReader reader) {
        SectionReader tail = reader.section(TAIL);
        return new WalConfig(
                tail.get(TAIL_INTERVAL),
                reader.get(PARALLEL),
                reader.get(STATUS_INTERVAL),
                reader.get(STALL_TIMEOUT),
                reader.get(LEVEL));
    }
}
