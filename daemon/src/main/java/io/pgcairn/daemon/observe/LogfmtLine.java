package io.pgcairn.daemon.observe;

/** One line of logfmt in the making. Values with blanks, quotes, signs or line ends are quoted and escaped. */
final class LogfmtLine {
    private final StringBuilder line = new StringBuilder(256);

    /** @param key without what would end it */
    LogfmtLine put(String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (isPlain(value)) {
            line.append(value);
        } else {
            appendQuoted(value);
        }
        return this;
    }

    /** The line with its end. */
    @Override
    public String toString() {
        return line + "\n";
    }

    private void appendQuoted(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            appendEscaped(value.charAt(i));
        }
        line.append('"');
    }

    private void appendEscaped(char c) {
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isControl(c)) {
                    line.append("\\u%04x".formatted((int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != '\\' && !isControl((char) c));
    }

    /** Control characters, and what some terminals and readers take as the end of a line. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
