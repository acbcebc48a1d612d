package io.pgcairn.daemon.postgres;

/**
 * A cluster's system identifier, made by initdb: one for all members of a replication group, another after pg_upgrade.
 *
 * @param value an unsigned 64-bit number
 */
public record SystemId(long value) {
    /**
     * Reads the decimal form that IDENTIFY_SYSTEM and pg_controldata print.
     *
     * @throws IllegalArgumentException the text is something else
     */
    public static SystemId parse(String text) {
        try {
            return new SystemId(Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a system identifier is an unsigned decimal number: " + text, e);
        }
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
