package io.pgcairn.daemon.http;

/** Hears of each answer that the endpoint gives. Must be safe for use by several threads and not block. */
@FunctionalInterface
public interface AnswerCount {
    /** Counts nothing. */
    AnswerCount NONE = (_, _) -> {};

    /**
     * One answer.
     *
     * @param route one of a few fixed words; never what a client sent
     * @param status 100 to 599
     */
    void answered(String route, int status);
}
