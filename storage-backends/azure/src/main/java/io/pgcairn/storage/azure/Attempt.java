package io.pgcairn.storage.azure;

/**
 * What is asked of Azure.
 *
 * @param verb a verb: {@code put}, {@code list}
 * @param subject the blob or the container, without secrets
 * @param isFirst whether the blob must not be there yet
 */
record Attempt(String verb, String subject, boolean isFirst) {
    Attempt first(boolean mustBeFirst) {
        return new Attempt(verb, subject, mustBeFirst);
    }

    /** As a clause: {@code Azure does not put azure://account/container/key}. */
    @Override
    public String toString() {
        return verb + " " + subject;
    }
}
