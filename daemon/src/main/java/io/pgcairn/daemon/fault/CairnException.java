package io.pgcairn.daemon.fault;

import org.jspecify.annotations.Nullable;

/** An error an operator sees: what happened, to what, and what to do. Leaves live beside their concept. */
public abstract class CairnException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String hint;

    /**
     * @param fault its place in the table of faults
     * @param message what happened, and to what; no secrets
     * @param hint what to do about it
     */
    protected CairnException(Fault fault, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.hint = hint;
    }

    public Fault fault() {
        return fault;
    }

    /** What to do; never empty for an error that an operator can act on. */
    public String hint() {
        return hint;
    }
}
