package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;
import java.io.IOException;

/** Says which objects a tier is to hold: what its retention would keep. Safe for use by several threads. */
@FunctionalInterface
public interface WantedObjects {
    /** Every object. */
    WantedObjects ALL = name -> true;

    /** Whether the tier is to hold this object. Answers from memory. */
    boolean wants(ArchiveName name);

    /**
     * Makes the answer anew, from what the tiers hold now. Asked for before all names are compared, and when a backup
     * was committed: nothing is copied that the tier would delete at once.
     *
     * @throws IOException a tier cannot be asked; the answer made last stays
     */
    default void refresh() throws IOException {}
}
