/**
 * The proofs that what is configured works: PostgreSQL and the role, its slot, the stores, the keys, the disks, the
 * last backup, the running daemon. In comes an opened cluster, out go findings with what to do. It changes nothing that
 * stays, and knows neither verbs nor who asks: a new host is proven with the same words as one that has run for years.
 */
@NullMarked
package io.pgcairn.daemon.check;

import org.jspecify.annotations.NullMarked;
