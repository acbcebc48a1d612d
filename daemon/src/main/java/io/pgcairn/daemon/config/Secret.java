package io.pgcairn.daemon.config;

/**
 * Text that must not appear in a log, an error or a process list: it prints as {@code ***}.
 *
 * @param reveal the text itself, for the one place that needs it
 */
public record Secret(String reveal) {
    private static final String MASK = "***";

    /** Whether the name of a store's option says that its value is a secret. */
    public static boolean isNamedBy(String option) {
        return Redaction.isSecret(option);
    }

    /** Whether a URI has a password or a token in it. */
    public static boolean isInUri(String text) {
        return Redaction.hidesIn(text);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
