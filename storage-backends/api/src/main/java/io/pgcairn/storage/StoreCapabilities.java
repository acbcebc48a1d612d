package io.pgcairn.storage;

/**
 * What a backend claims to do; {@code pgcairn check} proves it.
 *
 * @param conditionalPut whether {@link PutCondition#IF_ABSENT} has exactly one winner among racing writers
 * @param maxDeleteBatch the most keys one request deletes, from 1; a caller may pass more
 */
public record StoreCapabilities(boolean conditionalPut, int maxDeleteBatch) {
    public StoreCapabilities {
        if (maxDeleteBatch < 1) {
            throw new IllegalArgumentException("a delete batch has at least one key: " + maxDeleteBatch);
        }
    }
}
