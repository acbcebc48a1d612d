package io.pgcairn.daemon.config;

import java.util.List;
import java.util.Optional;

/**
 * The declaration of a mapping in the file.
 *
 * @param name its name in the section around it
 * @param shape whether it occurs once, once per chosen name, or as a list
 * @param help what it is about
 * @param entries what it may hold, in the order of the reference page
 */
record Section(String name, Shape shape, String help, List<Entry> entries) implements Entry {
    /** How a section occurs. */
    enum Shape {
        /** Left out, its keys have their defaults. */
        ONE,
        /** Left out, what it is about does not happen. */
        OPTIONAL,
        PER_NAME,
        LIST
    }

    Section {
        entries = List.copyOf(entries);
    }

    static Section one(String name, String help, Entry... entries) {
        return new Section(name, Shape.ONE, help, List.of(entries));
    }

    static Section optional(String name, String help, Entry... entries) {
        return new Section(name, Shape.OPTIONAL, help, List.of(entries));
    }

    /** Whether what it is about happens only if it is there. */
    boolean isOptional() {
        return shape == Shape.OPTIONAL || shape == Shape.ONE && requiresKeys();
    }

    private boolean requiresKeys() {
        return entries.stream().anyMatch(entry -> entry instanceof Key<?> key && key.isRequired());
    }

    /** What it may hold under this name. */
    Optional<Entry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }
}
