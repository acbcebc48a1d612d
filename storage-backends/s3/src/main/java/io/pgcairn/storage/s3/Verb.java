package io.pgcairn.storage.s3;

import java.util.Locale;

/** What a request is for. */
enum Verb {
    PUT,
    BEGIN,
    PART,
    COMPLETE,
    ABORT,
    GET,
    HEAD,
    LIST,
    DELETE,
    SWEEP;

    /** Whether an answer to it has no body that could say what went wrong. */
    boolean isAnsweredWithoutBody() {
        return this == HEAD;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
