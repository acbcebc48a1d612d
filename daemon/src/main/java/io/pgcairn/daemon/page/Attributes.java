package io.pgcairn.daemon.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The attributes of an element. What would run a script or hold a style of its own, which the page's policy refuses, is
 * refused here already; so are links to elsewhere.
 *
 * @param values by name; an empty one stands for a name alone
 */
record Attributes(Map<String, String> values) {
    static final Attributes NONE = new Attributes(Map.of());

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*(-[a-z]+)*");
    private static final Set<String> LINKS = Set.of("href", "action");

    Attributes {
        values.forEach(Attributes::require);
        values = new LinkedHashMap<>(values);
    }

    private static void require(String name, String value) {
        if (!NAME.matcher(name).matches() || name.startsWith("on") || name.equals("style") || name.equals("src")) {
            throw new IllegalArgumentException("no attribute of this page: " + name);
        }
        boolean isHere = value.startsWith("#") || value.startsWith("/") && !value.startsWith("//");
        if (LINKS.contains(name) && !isHere) {
            throw new IllegalArgumentException("a link to elsewhere: " + value);
        }
    }

    static Attributes of(String name, String value) {
        return new Attributes(Map.of(name, value));
    }

    /** A class of the style sheet, or several. */
    static Attributes css(String classes) {
        return of("class", classes);
    }

    Attributes and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Attributes(more);
    }

    /** With a name alone. */
    Attributes and(String name) {
        return and(name, "");
    }

    void writeTo(StringBuilder out) {
        values.forEach((name, value) -> {
            out.append(' ').append(name);
            if (!value.isEmpty()) {
                out.append("=\"");
                Escaping.escape(value, out);
                out.append('"');
            }
        });
    }
}
