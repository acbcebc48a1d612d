package io.pgcairn.daemon.http;

/** A request of a form that HTTP has, but not this endpoint. Bears no stack: strangers can have many made. */
final class RefusedForm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String why;

    RefusedForm(int status, String why) {
        super(why, null, false, false);
        this.status = status;
        this.why = why;
    }

    int status() {
        return status;
    }

    String why() {
        return why;
    }
}
