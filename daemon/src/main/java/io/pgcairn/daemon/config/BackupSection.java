package io.pgcairn.daemon.config;

import java.time.Duration;
import java.time.ZoneId;

/** The section {@code backup} of a cluster. */
final class BackupSection {
    private static final Key<String> SCHEDULE = Key.defaulted(
            "schedule",
            ScheduleText.type(),
            "0 2 * * *",
            "When base backups are taken; one that was missed is taken as soon as it can be, once.");
    private static final Key<ZoneId> ZONE =
            Key.optional("timezone", Types.zone(), "the host's", "The time zone of schedules and of retention's days.");
    private static final Key<Duration> JITTER = Key.defaulted(
            "jitter",
            DurationText.between("0s", "1d"),
            "0s",
            "Up to how much later a scheduled run starts, always the same for one cluster: so that a fleet does not"
                    + " start at once.");
    private static final Key<Duration> START_WITHIN = Key.optional(
            "start_within",
            DurationText.between("1m", "30d"),
            "any time",
            "How long after its time a run may still start; one that could not waits for the next.");
    private static final Key<Integer> PARALLEL =
            Key.defaulted("parallel", Types.integer(1, 16), "2", "How many packs are written at once.");
    private static final Key<Long> PACK_SIZE = Key.defaulted(
            "pack_size",
            ByteCountText.between("1MiB", "16GiB"),
            "256MiB",
            "From how many compressed bytes on a pack takes no further file.");
    private static final Key<Integer> LEVEL =
            Key.defaulted("level", Types.integer(1, 19), "1", "zstd level; on heap files 3 gains nothing.");
    private static final Key<BackupConfig.Checkpoint> CHECKPOINT = Key.defaulted(
            "checkpoint",
            Types.choice(BackupConfig.Checkpoint.values()),
            "fast",
            "How the starting checkpoint is made: at once, or spread over the server's checkpoint time.");

    static final Section DECLARATION = Section.one(
            "backup",
            "How base backups are taken.",
            SCHEDULE,
            ZONE,
            JITTER,
            START_WITHIN,
            PARALLEL,
            PACK_SIZE,
            LEVEL,
            CHECKPOINT);

    private BackupSection() {}

    static BackupConfig read(SectionReader reader) {
        return new BackupConfig(
                new ScheduleConfig(
                        reader.get(SCHEDULE),
                        reader.find(ZONE).orElseGet(ZoneId::systemDefault),
                        reader.get(JITTER),
                        reader.find(START_WITHIN)),
                reader.get(PARALLEL),
                reader.get(PACK_SIZE),
                reader.get(LEVEL),
                reader.get(CHECKPOINT));
    }
}
