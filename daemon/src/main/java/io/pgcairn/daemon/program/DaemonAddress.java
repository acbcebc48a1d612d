package io.pgcairn.daemon.program;

import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.restore.RestoreOptions;
import io.pgcairn.daemon.upkeep.RecoveryAddress;
import java.nio.file.Path;

/**
 * Restored servers run {@code pgcairn-restore-wal}, which asks the daemon over its endpoint.
 *
 * @param home where pgcairn is installed: {@code deploy/bin} below it holds the restore_command
 */
public record DaemonAddress(Path home) implements RecoveryAddress {
    @Override
    public RestoreOptions options(Configuration configuration, LineageId lineage, String tier, int parallelPacks)
            throws CairnException {
        WalAsking asking = WalAsking.of(configuration);
        Path script =
                home.resolve("deploy/bin/pgcairn-restore-wal").toAbsolutePath().normalize();
        String path = "/clusters/" + lineage.cluster() + "/lineages/" + lineage.systemId() + "?tier=" + tier;
        return new RestoreOptions(
                parallelPacks, script, asking.options(), asking.endpoint().resolve(path));
    }
}
