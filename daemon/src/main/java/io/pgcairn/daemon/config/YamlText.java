package io.pgcairn.daemon.config;

import java.util.regex.Pattern;

/** Writes scalars so that they are read again as they were, in a block as well as in brackets. */
final class YamlText {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9/_.][A-Za-z0-9/_.@+=%-]*(?::[A-Za-z0-9/_.@+=%-]+)*");
    private static final Pattern NOTHING = Pattern.compile("(?i)null");

    private YamlText() {}

    static String scalar(String text) {
        boolean isPlain =
                PLAIN.matcher(text).matches() && !NOTHING.matcher(text).matches();
        return isPlain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c > 0xffff || c == 0xfeff) {
                quoted.append("\\U%08x".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
