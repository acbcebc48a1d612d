/**
 * What pgcairn knows of PostgreSQL: connections, the replication client, server facts and slots, and the values that
 * name WAL. In come connection settings, out go typed answers and WAL bytes. It knows nothing of stores or formats of
 * our own; the PostgreSQL driver is used only here.
 */
@NullMarked
package io.pgcairn.daemon.postgres;

import org.jspecify.annotations.NullMarked;
