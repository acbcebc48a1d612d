/**
 * Stores in Google Cloud Storage: single requests of its JSON API, made with Google's own client for that API.
 *
 * <p>In come the calls of {@link io.pgcairn.storage.remote.RemoteObjects}; out goes one request for each, and one typed
 * error. Retries, deadlines and memory belong to {@code storage-backends/remote}, so the client's own are off. An
 * object in parts is a resumable session, spoken here over the client's HTTP requests: the client's writer commits
 * what was sent so far when it is closed, and ours must be able to abandon it. Only what {@code open} touches knows the
 * client; the provider and its options do not.
 */
@NullMarked
package io.pgcairn.storage.gcs;

import org.jspecify.annotations.NullMarked;
