package io.pgcairn.daemon.basebackup;

/**
 * How base backups are taken.
 *
 * @param workers how many packs are written at once; each keeps a core busy with compressing
 * @param packBytes from how many compressed bytes on a pack takes no further file
 * @param packFiles how many files and directories a pack holds at most; they are in memory until it is stored
 * @param isFast whether the starting checkpoint is made at once, or spread over the server's checkpoint time
 */
public record BackupSettings(int workers, long packBytes, int packFiles, boolean isFast) {
    /** Two packs of 256 MiB at once. */
    public static final BackupSettings DEFAULT = new BackupSettings(2, 256L << 20, 10_000, true);

    private static final int MAX_WORKERS = 64;
    private static final int MAX_PACK_FILES = 100_000;

    public BackupSettings {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("a backup has 1 to " + MAX_WORKERS + " workers, not " + workers);
        }
        if (packBytes < 1 || packFiles < 1 || packFiles > MAX_PACK_FILES) {
            throw new IllegalArgumentException("a pack takes at least a byte and 1 to " + MAX_PACK_FILES + " files");
        }
    }
}
