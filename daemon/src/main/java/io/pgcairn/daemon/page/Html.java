package io.pgcairn.daemon.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML, with SVG in it. There is no way past the escaping: text and the values of attributes are data, whoever
 * wrote them, and names are words of ours. Used by one thread.
 */
final class Html {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*(-[a-z]+)*");
    private static final Set<String> VOID = Set.of("input", "meta", "br", "link");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** The whole document; every element is closed by then. */
    String document() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.append('\n').toString();
    }

    void text(String text) {
        Escaping.escape(text, out);
    }

    void element(String name, Attributes attributes, Runnable content) {
        if (VOID.contains(name)) {
            throw new IllegalArgumentException(name + " has no content");
        }
        start(name, attributes);
        open.push(name);
        content.run();
        if (!open.pop().equals(name)) {
            throw new IllegalStateException("crossed elements at " + name);
        }
        out.append("</").append(name).append('>');
    }

    void element(String name, Runnable content) {
        element(name, Attributes.NONE, content);
    }

    void element(String name, Attributes attributes, String text) {
        element(name, attributes, () -> text(text));
    }

    void element(String name, String text) {
        element(name, Attributes.NONE, text);
    }

    /** An element that has no content, such as {@code input}. */
    void single(String name, Attributes attributes) {
        if (!VOID.contains(name)) {
            throw new IllegalArgumentException(name + " has content");
        }
        start(name, attributes);
    }

    /** A style sheet is no data: it is part of the program. */
    void sheet(Stylesheet sheet) {
        out.append("<style>").append(sheet.css()).append("</style>");
    }

    private void start(String name, Attributes attributes) {
        if (!NAME.matcher(name).matches() || name.equals("script") || name.equals("style")) {
            throw new IllegalArgumentException("no element of this page: " + name);
        }
        out.append('<').append(name);
        attributes.writeTo(out);
        out.append('>');
    }
}
