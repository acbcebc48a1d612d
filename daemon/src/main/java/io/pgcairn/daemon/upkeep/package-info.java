/**
 * What the tiers of a cluster hold, what of it each is to keep, and the pass that deletes the rest. In come the opened
 * tiers and policies, out go surveys, plans for replication, and prunings; the daemon and the verbs use the same ones.
 */
@NullMarked
package io.pgcairn.daemon.upkeep;

import org.jspecify.annotations.NullMarked;
