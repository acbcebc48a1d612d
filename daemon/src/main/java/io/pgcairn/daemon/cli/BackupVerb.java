package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn backup}. */
@Command(
        name = "backup",
        description = "Asks the running daemon to take a base backup now.",
        footer = {
            "",
            "Example:",
            "  pgcairn backup --config /etc/pgcairn/pgcairn.yaml --name before-migration --hold 30d --wait"
        })
public final class BackupVerb implements Verb {
    private final BackupRequests requests;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--wait", description = "Exits when the backup is committed, with all the WAL it needs.")
    private boolean wait;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the backup is called; verbs take it in place of its label. No other good one has it.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--note", paramLabel = "TEXT", description = "Words to go with it.")
    private Optional<String> note = Optional.empty();

    @Option(names = "--hold", paramLabel = "SPAN", description = "Pins it from the start: 12h, 30d, 6w or forever.")
    private Optional<String> hold = Optional.empty();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public BackupVerb(BackupRequests requests, Terminal terminal) {
        this.requests = requests;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        if (name.filter(String::isBlank).isPresent()) {
            throw UnusableArgumentException.usage("--name is empty", "give the backup a name, or leave --name out");
        }
        BackupRequests.Order order = new BackupRequests.Order(name, note, hold, wait);
        requests.request(cluster.selection(), order, terminal.err()::println).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.BACKUP_FAILED,
                Fault.BACKUP_BUSY,
                Fault.BACKUP_NAME_TAKEN,
                Fault.DAEMON_UNREACHABLE,
                Fault.ACCESS_REFUSED);
    }
}
