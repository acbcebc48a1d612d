package io.pgcairn.daemon.config;

/**
 * How base backups are taken.
 *
 * @param schedule when
 * @param parallel how many packs are written at once
 * @param packSizeBytes from how many compressed bytes on a pack takes no further file
 * @param level of zstd
 * @param checkpoint how the starting checkpoint is made
 */
public record BackupConfig(
        ScheduleConfig schedule, int parallel, long packSizeBytes, int level, Checkpoint checkpoint) {
    /** How the checkpoint that starts a backup is made. */
    public enum Checkpoint {
        FAST,
        SPREAD
    }

    public BackupConfig {
        if (parallel < 1 || packSizeBytes < 1) {
            throw new IllegalArgumentException("a backup writes a pack and a byte at least");
        }
    }

    /** The values of an empty section. */
    public static BackupConfig defaults() {
        return BackupSection.read(SectionReader.defaults(BackupSection.DECLARATION));
    }
}
