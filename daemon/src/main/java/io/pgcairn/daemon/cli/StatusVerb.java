package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn status}. */
@Command(
        name = "status",
        description = "Asks the running daemon how its clusters stand: the last backup, what runs next, what failed.",
        footer = {"", "Example:", "  pgcairn status --config /etc/pgcairn/pgcairn.yaml"})
public final class StatusVerb implements Verb {
    private final StatusReader reader;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public StatusVerb(StatusReader reader, Terminal terminal) {
        this.reader = reader;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        reader.status(cluster.selection()).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(Fault.CONFIGURATION, Fault.CLUSTER_UNKNOWN, Fault.DAEMON_UNREACHABLE, Fault.ACCESS_REFUSED);
    }
}
