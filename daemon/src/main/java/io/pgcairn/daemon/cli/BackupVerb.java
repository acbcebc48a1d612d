package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn backup}. */
@Command(
        name = "backup",
        description = "Asks the running daemon to take a base backup now.",
        footer = {"", "Example:", "  pgcairn backup --config /etc/pgcairn/pgcairn.yaml --wait"})
public final class BackupVerb implements Verb {
    private final BackupRequests requests;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--wait", description = "Exits when the backup is committed, with all the WAL it needs.")
    private boolean wait;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public BackupVerb(BackupRequests requests, Terminal terminal) {
        this.requests = requests;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        requests.request(cluster.selection(), wait).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.BACKUP_FAILED,
                Fault.BACKUP_BUSY,
                Fault.DAEMON_UNREACHABLE);
    }
}
