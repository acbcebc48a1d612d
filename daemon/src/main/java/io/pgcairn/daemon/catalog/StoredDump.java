package io.pgcairn.daemon.catalog;

import java.time.Instant;

/**
 * A logical dump, as far as names tell.
 *
 * @param isCommitted whether it is a good one
 * @param bytes what its objects take in the store
 * @param newest when the store took the last of them
 */
public record StoredDump(BackupId id, boolean isCommitted, long objects, long bytes, Instant newest) {}
