/**
 * What each verb does with the rooms: the daemon and its clusters with what runs there by itself, checks, listings,
 * restores, pruning, and the client of the running daemon. In come configurations and requests of the command line,
 * out go reports. It is where a configuration's words become the rooms' own settings; only the root uses it.
 */
@NullMarked
package io.pgcairn.daemon.program;

import org.jspecify.annotations.NullMarked;
