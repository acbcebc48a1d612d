package io.pgcairn.daemon.config;

/**
 * The declaration of one key, from which both the parser and the reference page are made.
 *
 * @param name its name in its section
 * @param type what its value may be
 * @param presence whether it may be left out
 * @param text the default as one would write it; of a required key an example; of an optional one what happens instead
 * @param help what it is for
 */
record Key<T>(String name, ValueType<T> type, Presence presence, String text, String help) implements Entry {
    /** Whether a key may be left out. */
    enum Presence {
        DEFAULTED,
        REQUIRED,
        OPTIONAL
    }

    static <T> Key<T> defaulted(String name, ValueType<T> type, String defaultText, String help) {
        return new Key<>(name, type, Presence.DEFAULTED, defaultText, help);
    }

    static <T> Key<T> required(String name, ValueType<T> type, String example, String help) {
        return new Key<>(name, type, Presence.REQUIRED, example, help);
    }

    static <T> Key<T> optional(String name, ValueType<T> type, String otherwise, String help) {
        return new Key<>(name, type, Presence.OPTIONAL, otherwise, help);
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED;
    }
}
