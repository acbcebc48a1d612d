/**
 * What a tier keeps and what it may lose: a pure planner from catalogue, policy and time to verdicts, and the pruning
 * that follows a plan. Knows names through the catalog, and neither servers nor keys.
 */
@NullMarked
package io.pgcairn.daemon.retention;

import org.jspecify.annotations.NullMarked;
