/**
 * Intake of WAL: receive it, assemble segments, ship them and the tails of the one that is filling, and acknowledge
 * what is durable.
 *
 * <p>In comes the stream of a replication connection, out go objects through the catalog and one number, the durable
 * frontier: the position before which every byte is in the store. Nothing beyond it is ever acknowledged. This room
 * does not know base backups, restores or schedules.
 */
@NullMarked
package io.pgcairn.daemon.wal;

import org.jspecify.annotations.NullMarked;
