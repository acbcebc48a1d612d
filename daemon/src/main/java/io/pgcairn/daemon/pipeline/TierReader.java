package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectReader;

/**
 * One tier to read from.
 *
 * @param tier what messages call it
 */
public record TierReader(String tier, ObjectReader reader) {}
