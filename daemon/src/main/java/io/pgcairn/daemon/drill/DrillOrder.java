package io.pgcairn.daemon.drill;

import io.pgcairn.daemon.catalog.BackupId;
import io.pgcairn.daemon.instance.ServerBinaries;
import io.pgcairn.daemon.restore.RestoreOptions;
import io.pgcairn.daemon.restore.RestorePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A drill that is to be done.
 *
 * @param label of the drill
 * @param base the directory below which it gets one of its own
 * @param plan what is restored, proven already
 * @param lastCommit of a plan to the end of all WAL, the last transaction that the archive is known to hold; empty if
 *     none is
 * @param role a login role of the cluster's, tried before {@code postgres}
 * @param database in which the query is asked
 * @param query what the restored server must answer with one true row
 * @param timeout for all of it
 * @param keeps whether the directory stays
 */
public record DrillOrder(
        String cluster,
        BackupId label,
        Path base,
        RestorePlan plan,
        RestoreOptions options,
        ServerBinaries binaries,
        Optional<Instant> lastCommit,
        String role,
        String database,
        Optional<String> query,
        Duration timeout,
        boolean keeps) {}
