/**
 * What all remote stores share: deadlines, retries, uploads of unknown length in bounded memory, bodies that are read
 * on after a broken connection, and the answer to a reply that got lost.
 *
 * <p>In come the verbs of {@link io.pgcairn.storage.ObjectStore}; out go single requests to a
 * {@link io.pgcairn.storage.remote.RemoteObjects}, which a backend implements over its SDK and which does nothing but
 * translate: one call is one request, made once, its error told in the contract's types. So every backend behaves alike
 * when the network does not. This room knows no SDK and no name of a vendor.
 */
@NullMarked
package io.pgcairn.storage.remote;

import org.jspecify.annotations.NullMarked;
