/**
 * The object store contract: small verbs over immutable objects, and the typed errors they end in.
 *
 * <p>In come keys and bytes, out go bytes and lists. This room depends on nothing and knows nothing of PostgreSQL,
 * encryption, or what an object's name means. A backend is found through {@link java.util.ServiceLoader} by the scheme
 * of its {@link io.pgcairn.storage.ObjectStoreProvider} and proves itself with the contract suite of the module
 * {@code storage-backends/contract}.
 */
@NullMarked
package io.pgcairn.storage;

import org.jspecify.annotations.NullMarked;
