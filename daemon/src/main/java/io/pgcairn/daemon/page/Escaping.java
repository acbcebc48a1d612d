package io.pgcairn.daemon.page;

/** Makes of any text one that HTML shows as it is. */
final class Escaping {
    private static final char INSTEAD = '\uFFFD';

    private Escaping() {}

    /** What is invisible, turns the direction of writing, or is no character shows as one that is unknown. */
    static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> out.appendCodePoint(isShown(c) ? c : INSTEAD);
            }
        });
    }

    private static boolean isShown(int c) {
        boolean isNone = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> !isNone;
        };
    }
}
