package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgcairn hold}. */
@Command(
        name = "hold",
        description = "Pins one base backup on every tier that has it: retention leaves it, and the WAL that it needs"
                + " by itself, until the hold ends.",
        footer = {
            "",
            "A time without a zone is taken in this host's zone and echoed in UTC.",
            "",
            "Examples:",
            "  pgcairn hold before-upgrade --reason 'until the upgrade is accepted' --config /etc/pgcairn/pgcairn.yaml",
            "  pgcairn hold 20261121T070300.123Z --until 30d --config /etc/pgcairn/pgcairn.yaml",
            "  pgcairn hold 20261121T070300.123Z --until 2027-01-01 --config /etc/pgcairn/pgcairn.yaml"
        })
public final class HoldVerb implements Verb {
    private final BackupHolder holder;
    private final Terminal terminal;
    private final MomentParser moments;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup's id or name, as pgcairn list shows it.")
    private String backup = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When the hold ends: a date, a time, or a span from now such as 30d. Without it, never.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who find the hold.")
    private String reason = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public HoldVerb(BackupHolder holder, Terminal terminal, MomentParser moments) {
        this.holder = holder;
        this.terminal = terminal;
        this.moments = moments;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        Optional<Instant> end = Optional.empty();
        if (until.isPresent()) {
            end = Optional.of(moments.parseAhead("--until", until.get()));
            terminal.err().println("until " + until.get() + " is " + end.get() + " (UTC)");
        }
        holder.hold(cluster.selection(), backup, end, reason).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.STORE_UNAVAILABLE,
                Fault.STORE_FORBIDDEN,
                Fault.STORE_FULL,
                Fault.STORE_TIMEOUT,
                Fault.BACKUP_UNKNOWN);
    }
}
