package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveName;

/** Says which objects a tier is to hold: where retention of that tier will speak. Safe for use by several threads. */
@FunctionalInterface
public interface WantedObjects {
    /** Every object. */
    WantedObjects ALL = name -> true;

    /** Whether the tier is to hold this object. */
    boolean wants(ArchiveName name);
}
