package io.pgcairn.storage;

import java.time.Instant;

/**
 * What a listing says of one object.
 *
 * @param key its name
 * @param size its length in bytes
 * @param modified when the store took it, by the store's clock
 */
public record ObjectInfo(ObjectKey key, long size, Instant modified) {
    public ObjectInfo {
        if (size < 0) {
            throw new IllegalArgumentException("an object has no negative size: " + key + " " + size);
        }
    }
}
