package io.pgcairn.daemon.upkeep;

import io.pgcairn.daemon.catalog.LineageId;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.restore.RestoreOptions;

/** Knows where a restored server gets its WAL: from the daemon of a configuration. */
@FunctionalInterface
public interface RecoveryAddress {
    /**
     * How a restore is carried out, with what is written into the restored server's settings. Looked up anew each time:
     * a socket may have come since.
     *
     * @param tier named, so that recovery reads what the plan was proven from, and no tier that fails is waited for
     * @throws CairnException the daemon's certificate cannot be read
     */
    RestoreOptions options(Configuration configuration, LineageId lineage, String tier, int parallelPacks)
            throws CairnException;
}
