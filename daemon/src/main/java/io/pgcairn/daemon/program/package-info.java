/**
 * What each verb but the daemon does with the rooms: checks, listings, restores, pruning, and the client of the running
 * daemon. In come requests of the command line, out go reports. Only the root uses it.
 */
@NullMarked
package io.pgcairn.daemon.program;

import org.jspecify.annotations.NullMarked;
