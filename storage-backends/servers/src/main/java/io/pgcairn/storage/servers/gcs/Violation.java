package io.pgcairn.storage.servers.gcs;

/** The client asked something that the API's documents do not allow. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
