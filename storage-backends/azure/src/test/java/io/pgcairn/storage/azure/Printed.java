package io.pgcairn.storage.azure;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A failure as a log would show it, with all its causes. */
final class Printed {
    private Printed() {}

    static String whole(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
