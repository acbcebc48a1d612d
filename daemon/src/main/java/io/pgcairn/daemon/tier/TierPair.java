package io.pgcairn.daemon.tier;

import io.pgcairn.daemon.catalog.ArchiveNames;
import io.pgcairn.storage.ObjectStore;
import java.time.InstantSource;

/**
 * Where a lane copies from and to.
 *
 * @param copier reads the source, and where it does not give an object the other tiers
 */
record TierPair(
        ArchiveNames names,
        ObjectStore source,
        ObjectStore target,
        Copier copier,
        WantedObjects wanted,
        ReplicationListener listener,
        InstantSource clock) {}
