package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.postgres.SystemId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A restore as asked on the command line.
 *
 * @param tier the tier that everything comes from; empty for the first
 * @param lineage the system identifier of the lineage to restore; empty for the one that was made last
 * @param to the directory to restore to
 * @param target where recovery stops
 * @param timeline {@code latest}, {@code current} or a number; empty for the usual
 * @param action what the server does then
 * @param inclusive whether the target itself is replayed
 * @param tablespaces where tablespaces go, by where they were
 * @param backup the backup to start from; empty for the best one
 * @param dryRun whether to stop after the plan
 * @param parallel how many objects are fetched at once; empty for the usual
 */
public record RestoreRequest(
        ClusterSelection selection,
        Optional<String> tier,
        Optional<SystemId> lineage,
        Path to,
        TargetSpec target,
        Optional<String> timeline,
        Action action,
        boolean inclusive,
        Map<Path, Path> tablespaces,
        Optional<String> backup,
        boolean dryRun,
        OptionalInt parallel) {

    /** What the server does at the target. */
    public enum Action {
        PROMOTE,
        PAUSE,
        SHUTDOWN
    }

    public RestoreRequest {
        tablespaces = Map.copyOf(tablespaces);
    }
}
