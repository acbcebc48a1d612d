package io.pgcairn.daemon.config;

/** The section {@code backup} of a cluster. */
final class BackupSection {
    private static final Key<String> SCHEDULE = Key.defaulted(
            "schedule", CronText.type(), "0 2 * * *", "When base backups are taken: minute hour day month weekday.");
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

    static final Section DECLARATION =
            Section.one("backup", "How base backups are taken.", SCHEDULE, PARALLEL, PACK_SIZE, LEVEL, CHECKPOINT);

    private BackupSection() {}

    static BackupConfig read(SectionReader reader) {
        return new BackupConfig(
                reader.get(SCHEDULE),
                reader.get(PARALLEL),
                reader.get(PACK_SIZE),
                reader.get(LEVEL),
                reader.get(CHECKPOINT));
    }
}
