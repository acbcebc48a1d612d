package io.pgcairn.daemon.check;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found of one subject, in the order in which it was looked at. Not for use by several threads. */
final class Findings {
    private final String subject;
    private final List<Finding> found = new ArrayList<>();

    Findings(String subject) {
        this.subject = subject;
    }

    void ok(String text) {
        found.add(new Finding(State.OK, subject, text, ""));
    }

    void warn(String text, String hint) {
        found.add(new Finding(State.WARNING, subject, text, hint));
    }

    void fail(String text, String hint) {
        found.add(new Finding(State.FAILED, subject, text, hint));
    }

    void fail(Fault fault, String text, String hint) {
        found.add(new Finding(State.FAILED, subject, text, hint, Optional.of(fault)));
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    static Finding failed(String subject, CairnException e) {
        return new Finding(State.FAILED, subject, String.valueOf(e.getMessage()), e.hint(), Optional.of(e.fault()));
    }
}
