package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One verb of the command line; its answer is the exit code. */
public sealed interface Verb extends Callable<Integer>
        permits BackupVerb,
                CheckVerb,
                CompletionVerb,
                ConfigVerb,
                DaemonVerb,
                DeleteVerb,
                DemoVerb,
                DrillVerb,
                DumpVerb,
                HoldVerb,
                InitVerb,
                KeygenVerb,
                ListVerb,
                ManVerb,
                OpenVerb,
                PruneVerb,
                RepairVerb,
                RestoreVerb,
                StatusVerb,
                UnholdVerb {
    /** The exit code of a verb that did what it was asked. */
    int DONE = 0;

    /** Exit codes with a meaning of this verb's own, instead of those of {@link #faults}. */
    default Map<String, String> exitCodes() {
        return Map.of();
    }

    /** What it may end in besides success, a wrong command line and the unexpected; its help lists them. */
    List<Fault> faults();
}
