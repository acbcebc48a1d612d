package io.pgcairn.daemon.config;

/**
 * Text that must not appear in a log, an error or a process list: it prints as {@code ***}.
 *
 * @param reveal the text itself, for the one place that needs it
 */
public record Secret(String reveal) {
    private static final String MASK = "***";

    @Override
    public String toString() {
        return MASK;
    }
}
