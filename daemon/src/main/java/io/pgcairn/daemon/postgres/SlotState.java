package io.pgcairn.daemon.postgres;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A physical replication slot, as the server sees it.
 *
 * @param active a connection streams from it
 * @param restart the oldest WAL it keeps; empty if it reserves none (any more)
 * @param walStatus reserved, extended, unreserved or lost; empty if nothing is reserved
 * @param safeBytes how much more WAL may be written before it is in danger; empty without a limit
 * @param retainedBytes WAL that is kept for it; empty if it reserves none (any more)
 */
public record SlotState(
        String name,
        boolean active,
        Optional<Lsn> restart,
        String walStatus,
        OptionalLong safeBytes,
        OptionalLong retainedBytes) {
    /** The server has given up on it: what it should have kept is gone. */
    public boolean isLost() {
        return walStatus.equals("lost");
    }
}
