/**
 * What goes wrong between a store and its server, and what must come of it: a proxy that breaks requests as a plan
 * says, and the contract that every remote backend passes through it.
 *
 * <p>In come a backend's way to open a store, where its server is, and how its vendor words an error; out come tests.
 * This room speaks HTTP/1.1 on the wire and knows no vendor. The outcomes it asks for are listed in
 * {@code docs/stores-faults.md}.
 */
@NullMarked
package io.pgcairn.storage.contract.fault;

import org.jspecify.annotations.NullMarked;
