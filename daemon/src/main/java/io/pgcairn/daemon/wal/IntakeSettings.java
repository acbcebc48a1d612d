package io.pgcairn.daemon.wal;

import java.time.Duration;

/**
 * How WAL is taken in.
 *
 * @param slot the physical replication slot that keeps WAL for us
 * @param tailInterval how often the filling segment's new bytes are stored: the most that a lost host costs
 * @param parallel how many segments are sealed and stored at once, from 1
 * @param statusInterval how often the server hears from us when nothing changes
 * @param stallTimeout how long the receiver waits for a slow store before it lets go of the connection, so that a
 *     server that is to shut down is not kept waiting
 * @param silence how long the server may say nothing before the connection is taken for dead
 */
public record IntakeSettings(
        String slot,
        Duration tailInterval,
        int parallel,
        Duration statusInterval,
        Duration stallTimeout,
        Duration silence) {
    public IntakeSettings {
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one segment is stored at a time: " + parallel);
        }
    }
}
