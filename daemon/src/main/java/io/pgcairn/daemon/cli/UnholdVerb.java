package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgcairn unhold}. */
@Command(
        name = "unhold",
        description = "Ends all holds on one base backup, on every tier. Retention may delete it from then on.",
        footer = {"", "Example:", "  pgcairn unhold before-upgrade --config /etc/pgcairn/pgcairn.yaml"})
public final class UnholdVerb implements Verb {
    private final BackupHolder holder;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup's id or name, as pgcairn list shows it.")
    private String backup = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public UnholdVerb(BackupHolder holder, Terminal terminal) {
        this.holder = holder;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        holder.unhold(cluster.selection(), backup).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.STORE_UNAVAILABLE,
                Fault.STORE_FORBIDDEN,
                Fault.STORE_TIMEOUT,
                Fault.BACKUP_UNKNOWN);
    }
}
