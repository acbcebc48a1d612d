/**
 * A new host is set up: what is asked, proven, written and made, in an order that leaves nothing half. In come answers,
 * out go a configuration, a key and a replication slot, and the words that an operator needs a year later. Proofs are
 * the check's; what concerns PostgreSQL and the store is done as the user that the daemon runs as.
 */
@NullMarked
package io.pgcairn.daemon.setup;

import org.jspecify.annotations.NullMarked;
