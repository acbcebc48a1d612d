package io.pgcairn.daemon.cli;

import java.util.List;

/** Writes the language of manual pages, in the macros that every {@code man} knows. */
final class Roff {
    private static final int LINE_CHARACTERS = 80;

    private final StringBuilder text = new StringBuilder();

    void title(String name, String date, String source) {
        line(".TH \"" + escaped(name) + "\" \"1\" \"" + date + "\" \"" + escaped(source) + "\" \"User commands\"");
    }

    void section(String heading) {
        line(".SH \"" + escaped(heading) + '"');
    }

    void subsection(String heading) {
        line(".SS \"" + escaped(heading) + '"');
    }

    /** Begins a paragraph, with text that is already in the language. */
    void paragraph(String roff) {
        line(".PP");
        fill(roff);
    }

    /** Text right below a heading. */
    void text(String roff) {
        fill(roff);
    }

    /** A term with what it means. */
    void item(String term, String meaning) {
        line(".TP");
        line(term);
        fill(meaning);
    }

    /** Lines that stay as they are. */
    void verbatim(List<String> lines) {
        line(".PP");
        line(".nf");
        lines.forEach(line -> line(escaped(line)));
        line(".fi");
    }

    String page() {
        return text.toString();
    }

    static String bold(String plain) {
        return "\\fB" + characters(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + characters(plain) + "\\fR";
    }

    /** Plain text, so that nothing in it is an instruction: no escape, no quote, no line that begins with a dot. */
    static String escaped(String plain) {
        String escaped = characters(plain);
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    private static String characters(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(character -> escaped.append(character(character)));
        return escaped.toString();
    }

    private static String character(int character) {
        return switch (character) {
            case '\\' -> "\\e";
            // A plain one is set as a hyphen, which nobody can copy into a shell.
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '"' -> "\\(dq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            default -> character < 0x7f ? Character.toString(character) : "\\[u%04X]".formatted(character);
        };
    }

    /** Breaks lines between words, never before one that would then be an instruction. */
    private void fill(String roff) {
        StringBuilder line = new StringBuilder();
        for (String word : roff.split(" ")) {
            if (!line.isEmpty() && line.length() + word.length() >= LINE_CHARACTERS && !word.startsWith(".")) {
                line(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(line.toString());
    }

    private void line(String roff) {
        text.append(roff).append('\n');
    }
}
