package io.pgcairn.daemon.http;

import io.pgcairn.daemon.postgres.SystemId;
import io.pgcairn.daemon.restore.WalAnswer;
import java.util.Optional;

/** Answers {@code restore_command} for one cluster; blocks until it knows. */
public interface WalDesk {
    /**
     * @param tier which tier alone is asked; empty for all
     * @param lineage whose WAL; empty if the cluster is to have but one
     * @param fileName what PostgreSQL passes as {@code %f}, or anything else that a client sent
     */
    WalAnswer answer(Optional<String> tier, Optional<SystemId> lineage, String fileName);
}
