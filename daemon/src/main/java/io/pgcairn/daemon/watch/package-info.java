/**
 * What is watched of a running cluster: how far WAL has come, its slot, its keys, what its tiers hold. In come the
 * intake's events and answers of server and stores, out go metrics, alarms, and the moments that can be restored. It
 * changes nothing.
 */
@NullMarked
package io.pgcairn.daemon.watch;

import org.jspecify.annotations.NullMarked;
