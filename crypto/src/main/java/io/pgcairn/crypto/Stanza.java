package io.pgcairn.crypto;

import java.util.List;

/**
 * One recipient's part of a header: the file key, wrapped.
 *
 * @param type its first argument: which kind of recipient it is for
 * @param arguments the other arguments
 * @param body the wrapped key
 */
record Stanza(String type, List<String> arguments, byte[] body) {
    /** Columns of the body's full lines; the line that ends a body is shorter. */
    static final int COLUMNS = 64;

    Stanza {
        arguments = List.copyOf(arguments);
    }

    void appendTo(StringBuilder header) {
        header.append("-> ").append(type);
        for (String argument : arguments) {
            header.append(' ').append(argument);
        }
        header.append('\n');
        String text = UnpaddedBase64.encode(body);
        int start = 0;
        while (text.length() - start >= COLUMNS) {
            header.append(text, start, start + COLUMNS).append('\n');
            start += COLUMNS;
        }
        header.append(text, start, text.length()).append('\n');
    }
}
