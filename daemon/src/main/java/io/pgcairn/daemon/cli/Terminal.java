package io.pgcairn.daemon.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Where verbs write: answers to {@code out}, all else to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 */
public record Terminal(PrintStream out, PrintStream err) {
    /** Writes a value of maps, lists and scalars as one JSON document. */
    void json(Object value) {
        try {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
