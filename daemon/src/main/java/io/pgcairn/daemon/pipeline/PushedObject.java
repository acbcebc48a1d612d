package io.pgcairn.daemon.pipeline;

import io.pgcairn.storage.ObjectKey;

/**
 * An object that is durable in the store.
 *
 * @param key its name
 * @param plainBytes what went in
 * @param storedBytes what the store holds
 * @param headerDigest SHA-256 of its age header in hexadecimal digits, which commits to every byte that follows; empty
 *     if it is not sealed
 */
public record PushedObject(ObjectKey key, long plainBytes, long storedBytes, String headerDigest) {}
