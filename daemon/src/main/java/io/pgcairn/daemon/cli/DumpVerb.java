package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn dump}. */
@Command(
        name = "dump",
        description = "Asks the running daemon to take a logical dump now: pg_dump of each database, and the globals.",
        footer = {
            "",
            "Examples:",
            "  pgcairn dump --config /etc/pgcairn/pgcairn.yaml --wait",
            "  pgcairn open --config /etc/pgcairn/pgcairn.yaml 20261121T030000.120Z/mydb | pg_restore -d mydb"
        })
public final class DumpVerb implements Verb {
    /** Asks the running daemon for logical dumps. */
    @FunctionalInterface
    public interface Requests {
        /**
         * Asks for one.
         *
         * @param wait whether to return only when it is committed, or has failed
         * @param progress is told how far it is, while it is waited for
         */
        Report request(ClusterSelection selection, boolean wait, Consumer<String> progress)
                throws CairnException, InterruptedException;
    }

    private final Requests requests;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--wait", description = "Exits when the dump is committed.")
    private boolean wait;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public DumpVerb(Requests requests, Terminal terminal) {
        this.requests = requests;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        requests.request(cluster.selection(), wait, terminal.err()::println).print(terminal, json);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.DUMP_FAILED,
                Fault.DUMP_BUSY,
                Fault.DUMP_PROGRAM,
                Fault.POSTGRES_UNREACHABLE,
                Fault.STORE_UNAVAILABLE,
                Fault.DAEMON_UNREACHABLE,
                Fault.ACCESS_REFUSED);
    }
}
