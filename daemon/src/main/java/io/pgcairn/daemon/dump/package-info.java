/**
 * Logical dumps: {@code pg_dumpall} for what belongs to no database, {@code pg_dump} for each database, both streamed
 * through the pipeline while they run. In come a cluster's connection and lineage, out go objects of the catalog and a
 * record. It does not know when dumps are due, nor how they are replicated or opened again.
 */
@NullMarked
package io.pgcairn.daemon.dump;

import org.jspecify.annotations.NullMarked;
