package io.pgcairn.storage.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What new objects are stored with.
 *
 * @param encryption what the server encrypts with
 * @param storageClass of objects whose kind has none of its own
 * @param storageClasses by kind
 * @param lock how long and how strictly objects are kept
 * @param tagging the tags as a query string; empty for none
 */
record Terms(
        Encryption encryption,
        Optional<String> storageClass,
        Map<String, String> storageClasses,
        Optional<Lock> lock,
        String tagging) {

    /** Nothing beyond what the bucket does by itself. */
    static final Terms PLAIN = new Terms(new Encryption.Bucket(), Optional.empty(), Map.of(), Optional.empty(), "");

    private static final String SHORT_LIVED = "tail";

    Terms {
        storageClasses = Map.copyOf(storageClasses);
    }

    /** How long, from its upload on, nobody deletes an object. */
    record Lock(Duration duration, boolean isCompliance) {}

    Optional<String> storageClassOf(Optional<String> kind) {
        return kind.map(storageClasses::get).or(() -> storageClass);
    }

    /**
     * Until when an object that is stored now is kept. A tail is deleted once its segment is complete, and what is not
     * ours, such as the probes of a check, is deleted at once.
     */
    Optional<Instant> lockedUntil(Optional<String> kind, Instant now) {
        if (kind.isEmpty() || kind.get().equals(SHORT_LIVED)) {
            return Optional.empty();
        }
        return lock.map(terms -> now.plus(terms.duration()));
    }
}
