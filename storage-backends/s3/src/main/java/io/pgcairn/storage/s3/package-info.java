/**
 * Stores in buckets of Amazon S3 and of servers that speak its protocol.
 *
 * <p>In come the single requests of {@link io.pgcairn.storage.remote.RemoteObjects}; out goes one call of the SDK's
 * blocking client each, without the SDK's retries, and one typed error. What is tried again, for how long and with how
 * much memory is decided in the room of remote stores. The SDK is loaded when a store is opened, not before.
 */
@NullMarked
package io.pgcairn.storage.s3;

import org.jspecify.annotations.NullMarked;
