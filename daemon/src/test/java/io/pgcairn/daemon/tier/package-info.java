/** Tests of several tiers: writing to all of them, rates, replication between them, and repair. */
@NullMarked
package io.pgcairn.daemon.tier;

import org.jspecify.annotations.NullMarked;
