package io.pgcairn.storage.servers.gcs;

/** An answer that a client must expect, however well it asks. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    Refusal(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    static Refusal noBucket() {
        return new Refusal(404, "notFound", "The specified bucket does not exist.");
    }

    static Refusal noObject(String name) {
        return new Refusal(404, "notFound", "No such object: " + name);
    }

    static Refusal conditionNotMet() {
        return new Refusal(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
    }

    Answer answer() {
        return Answer.error(status, reason, String.valueOf(getMessage()));
    }
}
