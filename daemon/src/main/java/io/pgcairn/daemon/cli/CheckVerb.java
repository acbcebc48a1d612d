package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn check}, which is also a plugin for Nagios: a first line for it, and its exit codes. */
@Command(
        name = "check",
        description =
                "Proves PostgreSQL, slot, stores, keys, disks, the last backup and the daemon, and says OK, WARNING"
                        + " or FAILED a line each. The first line is a summary for monitoring.",
        footer = {"", "Example:", "  pgcairn check --config /etc/pgcairn/pgcairn.yaml"})
public final class CheckVerb implements Verb {
    /** What Nagios calls UNKNOWN. */
    private static final int COULD_NOT = 3;

    private final Checker checker;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "50",
            description = "How long each check may take; all run at once. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    public CheckVerb(Checker checker, Terminal terminal) {
        this.checker = checker;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            CheckReport report =
                    new CheckReport(checker.check(cluster.selection(), Duration.ofSeconds(Math.max(1, seconds))));
            if (json) {
                terminal.json(report.json());
            } else {
                terminal.out().println(report.summary());
                report.lines().forEach(terminal.out()::println);
            }
            return report.state().ordinal();
        } catch (CairnException e) {
            refuse(Failure.of(e));
            return COULD_NOT;
        }
    }

    /** On standard output, since monitoring reads nothing else. */
    private void refuse(Failure failure) {
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>(Map.of("state", "unknown"));
            fields.putAll(failure.json());
            terminal.json(fields);
            return;
        }
        terminal.out().println("pgcairn UNKNOWN: " + failure.message());
        if (!failure.hint().isEmpty()) {
            terminal.out().println("         hint: " + failure.hint());
        }
    }

    @Override
    public List<Fault> faults() {
        return List.of();
    }

    @Override
    public Map<String, String> exitCodes() {
        return Map.of(
                "0", "done; all is OK",
                "1", "a WARNING: it works, and somebody should look today",
                "2", "something FAILED, or the command line makes no sense",
                "3", "it could not be checked: the configuration cannot be used, or has no such cluster");
    }
}
