package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Proves that what the configuration names works. */
@FunctionalInterface
public interface Checker {
    /**
     * Tries everything, in the order of the way of the data; a failed check does not stop the next.
     *
     * @param limit how long each check may take; one that takes longer is FAILED
     */
    List<Finding> check(ClusterSelection selection, Duration limit) throws CairnException, InterruptedException;

    /** How a check ended; the exit code of the verb is that of the worst, as Nagios wants it. */
    enum State {
        OK,
        WARNING,
        FAILED
    }

    /**
     * One thing that was tried.
     *
     * @param subject what was tried: {@code tier near}
     * @param text what was found
     * @param hint what to do; empty if all is well
     * @param fault the kind of failure, where it is known
     */
    record Finding(State state, String subject, String text, String hint, Optional<Fault> fault) {
        /** Of no kind that the table of faults knows. */
        public Finding(State state, String subject, String text, String hint) {
            this(state, subject, text, hint, Optional.empty());
        }

        /** For people: a line, and one with what to do. */
        public List<String> lines() {
            String line = String.format(Locale.ROOT, "%-7s  %s: %s", state, subject, text);
            return hint.isEmpty() ? List.of(line) : List.of(line, "         hint: " + hint);
        }
    }
}
