package io.pgcairn.daemon.config;

import java.util.List;

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
        ONE,
        PER_NAME,
        LIST
    }

    Section {
        entries = List.copyOf(entries);
    }

    static Section one(String name, String help, Entry... entries) {
        return new Section(name, Shape.ONE, help, List.of(entries));
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }
}
