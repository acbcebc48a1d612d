package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach the server.
 *
 * @param uri its libpq URI
 * @param slot the replication slot that keeps WAL for us
 * @param passfile a libpq password file, if not the default one
 */
public record PostgresConfig(ConnectionUri uri, String slot, Optional<Path> passfile) {

    /** PostgreSQL's rule for the names of slots. */
    static final String SLOT_PATTERN = "[a-z0-9_]{1,63}";

    public PostgresConfig {
        if (!slot.matches(SLOT_PATTERN)) {
            throw new IllegalArgumentException("not a slot's name: " + slot);
        }
    }

    /** The slot of a cluster whose configuration names none: {@code pgcairn_main}. */
    public static String defaultSlot(String cluster) {
        return "pgcairn_" + cluster.replace('-', '_');
    }
}
