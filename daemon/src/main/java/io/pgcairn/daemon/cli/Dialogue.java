package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;

/** Somebody who answers, or nobody. */
public interface Dialogue {
    /** Whether a wrong answer can be given anew. */
    boolean isInteractive();

    /**
     * The answer to a question.
     *
     * @param proposed what an empty answer means, and what is taken where nobody answers
     */
    String ask(String question, String proposed) throws CairnException;

    /** Says one line. */
    void tell(String line);
}
