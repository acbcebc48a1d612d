/**
 * Stores in Azure Blob Storage, {@code azure://ACCOUNT/CONTAINER/prefix}.
 *
 * <p>In come the single requests of {@link io.pgcairn.storage.remote.RemoteObjects}; out go Azure's, one each, and what
 * Azure answers in the contract's types. Uploads in parts are uncommitted blocks, which nobody sees and Azure forgets
 * after a week. Retries, deadlines and memory are the business of the room {@code storage.remote}; this one knows
 * nothing of them, nor of what an object means beyond the kind that its settings differ by.
 */
@NullMarked
package io.pgcairn.storage.azure;

import org.jspecify.annotations.NullMarked;
