package io.pgcairn.daemon.postgres;

/**
 * What IDENTIFY_SYSTEM tells.
 *
 * @param timeline the server's current one
 * @param flushed how far the server's WAL is durable there
 */
public record SystemIdentity(SystemId systemId, TimelineId timeline, Lsn flushed) {
    /**
     * Makes sure that this is the cluster we think it is.
     *
     * @param server where it was asked
     */
    public void require(SystemId expected, String server) throws PostgresException {
        if (!systemId.equals(expected)) {
            throw new PostgresException.WrongCluster(expected, systemId, server);
        }
    }
}
