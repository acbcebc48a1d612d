package io.pgcairn.daemon.config;

/**
 * How the log is written.
 *
 * @param format the form of a line
 * @param level the least severe events that are written
 */
public record LogConfig(Format format, Level level) {
    /** The form of a line. */
    public enum Format {
        LOGFMT,
        JSON
    }

    /** How severe an event is. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }
}
