/** Proof of what we know of PostgreSQL: values and messages by themselves, the client against real servers. */
@NullMarked
package io.pgcairn.daemon.postgres;

import org.jspecify.annotations.NullMarked;
