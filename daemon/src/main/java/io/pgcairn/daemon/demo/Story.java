package io.pgcairn.daemon.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints what happens, numbered and with the seconds since the beginning, and the figures at its end. */
final class Story {
    private static final int WIDTH = 84;
    private static final String INDENT = " ".repeat(12);

    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Map<String, String> figures = new LinkedHashMap<>();
    private int paragraphs;

    Story(PrintStream out) {
        this.out = out;
    }

    /** What is to come, before anything is done. */
    void begin(String format, Object... values) {
        out.println(wrapped(text(format, values)).replace(INDENT, ""));
        out.flush();
    }

    void tell(String format, Object... values) {
        paragraphs++;
        String start = String.format(Locale.ROOT, "%2d  %5.1f s  ", paragraphs, seconds());
        out.print(start + wrapped(text(format, values)).stripLeading());
        out.flush();
    }

    /** A further line to the paragraph before. */
    void add(String format, Object... values) {
        out.print(wrapped(text(format, values)));
        out.flush();
    }

    void figure(String name, String format, Object... values) {
        figures.put(name, text(format, values));
    }

    void end(String format, Object... values) {
        int widest = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        out.println();
        figures.forEach((name, value) -> out.println("  " + name + " ".repeat(widest - name.length()) + "  " + value));
        out.println();
        out.println(text(format, values));
        out.flush();
    }

    private static String text(String format, Object... values) {
        return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                lines.append(INDENT).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return lines.append(INDENT).append(line).append('\n').toString();
    }
}
