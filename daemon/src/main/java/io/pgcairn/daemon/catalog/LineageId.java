package io.pgcairn.daemon.catalog;

import io.pgcairn.daemon.postgres.SystemId;

/** One initdb's life under a cluster's name: pg_upgrade starts another lineage beside it. */
public record LineageId(ClusterName cluster, SystemId systemId) {
    @Override
    public String toString() {
        return cluster + "/" + systemId;
    }
}
