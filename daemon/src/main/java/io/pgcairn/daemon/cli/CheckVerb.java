package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn check}. */
@Command(
        name = "check",
        description = "Proves PostgreSQL, slot, store and keys, and says OK, WARNING or FAILED a line each.",
        footer = {"", "Example:", "  pgcairn check --config /etc/pgcairn/pgcairn.yaml"})
public final class CheckVerb implements Verb {
    private final Checker checker;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public CheckVerb(Checker checker, Terminal terminal) {
        this.checker = checker;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        List<Checker.Finding> findings = checker.check(cluster.selection());
        boolean failed = findings.stream().anyMatch(finding -> finding.state() == Checker.State.FAILED);
        if (json) {
            terminal.json(Map.of(
                    "ok",
                    !failed,
                    "checks",
                    findings.stream().map(CheckVerb::json).toList()));
        } else {
            findings.forEach(this::print);
        }
        return failed ? Fault.CHECK_FAILED.exitCode() : DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.CONFIGURATION, Fault.CLUSTER_UNKNOWN, Fault.CHECK_FAILED);
    }

    private void print(Checker.Finding finding) {
        terminal.out().printf(Locale.ROOT, "%-7s  %s: %s%n", finding.state(), finding.subject(), finding.text());
        if (!finding.hint().isEmpty()) {
            terminal.out().println("         hint: " + finding.hint());
        }
    }

    private static Map<String, Object> json(Checker.Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", finding.state().name().toLowerCase(Locale.ROOT));
        json.put("subject", finding.subject());
        json.put("text", finding.text());
        json.put("hint", finding.hint());
        return json;
    }
}
