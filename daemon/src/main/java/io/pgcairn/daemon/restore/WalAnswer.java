package io.pgcairn.daemon.restore;

import io.pgcairn.daemon.fault.Fault;

/**
 * What {@code restore_command} is told about one file. Only {@link Absent} may ever end a recovery: every other answer
 * without a file makes PostgreSQL stop and say why.
 */
public sealed interface WalAnswer {
    /** The whole file, verified; the receiver closes it once its bytes are sent. */
    record Found(WalFile file) implements WalAnswer {}

    /**
     * The store was asked, and has neither the file nor anything that would come after it.
     *
     * @param reason why that is certain
     */
    record Absent(String reason) implements WalAnswer {}

    /** The file is missing although what comes after it is in the store: recovery would end early. */
    record Gap(String message, String hint) implements WalAnswer {}

    /** Two servers wrote different contents under one name. */
    record Contradicted(String message, String hint) implements WalAnswer {}

    /** Whether the file is there could not be found out, or its bytes could not be read. */
    record Unavailable(Fault fault, String message, String hint) implements WalAnswer {}

    /** The name is none that PostgreSQL asks for. */
    record Malformed(String message) implements WalAnswer {}

    /** The cluster has no such lineage; says nothing about the file. */
    record UnknownLineage(String message, String hint) implements WalAnswer {}

    /** The cluster has no such tier; says nothing about the file. */
    record UnknownTier(String message, String hint) implements WalAnswer {}

    /** The cluster has several lineages and none was named. */
    record AmbiguousLineage(String message, String hint) implements WalAnswer {}
}
