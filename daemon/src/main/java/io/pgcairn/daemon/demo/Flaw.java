package io.pgcairn.daemon.demo;

/** What may be wrong with a row of a restored database. */
enum Flaw {
    MISSING("missing, though acknowledged before the moment that was restored"),
    HOLE("missing, though rows that were committed later are there"),
    NOT_DURABLE("missing, though the daemon had told PostgreSQL that it is stored"),
    TOO_OLD("missing, and older at the kill than the tail interval and its allowance"),
    EXTRA("there, though it must not be"),
    DAMAGED("there with other contents than were written");

    private final String text;

    Flaw(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
