package io.pgcairn.daemon.restore;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How a restore is carried out.
 *
 * @param parallelPacks how many packs are fetched and placed at once
 * @param walScript the absolute path of {@code pgcairn-restore-wal}
 * @param walOptions what the script needs to be let in, words before the URL; no secret, for they can be seen
 * @param walUrl where the daemon serves the lineage's WAL
 */
public record RestoreOptions(int parallelPacks, Path walScript, List<String> walOptions, URI walUrl) {
    /** As many packs at once as two cores can decompress. */
    public static final int DEFAULT_PARALLEL_PACKS = 2;

    private static final int MAX_PARALLEL_PACKS = 64;

    public RestoreOptions {
        walOptions = List.copyOf(walOptions);
        if (parallelPacks < 1 || parallelPacks > MAX_PARALLEL_PACKS) {
            throw new IllegalArgumentException("1 to " + MAX_PARALLEL_PACKS + " packs at once, not " + parallelPacks);
        }
        if (!walScript.isAbsolute()) {
            // PostgreSQL runs it from the data directory.
            throw new IllegalArgumentException("restore_command needs an absolute path: " + walScript);
        }
    }

    /** Where the daemon lets in whoever asks. */
    public RestoreOptions(int parallelPacks, Path walScript, URI walUrl) {
        this(parallelPacks, walScript, List.of(), walUrl);
    }
}
