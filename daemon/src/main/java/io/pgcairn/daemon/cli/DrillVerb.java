package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn drill}. */
@Command(
        name = "drill",
        description =
                "Has the running daemon prove a restore: a backup is restored beside the server, started, looked at"
                        + " and removed. Exits when it is judged.",
        footer = {
            "",
            "Examples:",
            "  pgcairn drill --config /etc/pgcairn/pgcairn.yaml",
            "  pgcairn drill --config /etc/pgcairn/pgcairn.yaml --target 2h --tier far"
        })
public final class DrillVerb implements Verb {
    /**
     * What is to be restored.
     *
     * @param target {@code latest}, {@code random} or a moment in ISO form, UTC; empty for what is configured
     */
    public record Order(Optional<String> target, Optional<String> tier, boolean keeps) {}

    /** Asks the running daemon for drills. */
    @FunctionalInterface
    public interface Requests {
        /**
         * Asks for one, and returns when it was good.
         *
         * @param progress is told how far it is
         */
        Report request(ClusterSelection selection, Order order, Consumer<String> progress)
                throws CairnException, InterruptedException;
    }

    private final Requests requests;
    private final Terminal terminal;
    private final MomentParser moments;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "latest, random, or a moment as restore --target-time takes it. Otherwise what drill.target"
                    + " says.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--tier", paramLabel = "TIER", description = "Restores from this tier alone.")
    private Optional<String> tier = Optional.empty();

    @Option(names = "--keep", description = "Leaves the restored directory where it is, its server stopped.")
    private boolean keep;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public DrillVerb(Requests requests, Terminal terminal, MomentParser moments) {
        this.requests = requests;
        this.terminal = terminal;
        this.moments = moments;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        Optional<String> wanted = target.isEmpty() ? target : Optional.of(target(target.get()));
        Order order = new Order(wanted, tier, keep);
        requests.request(cluster.selection(), order, terminal.err()::println).print(terminal, json);
        return DONE;
    }

    private String target(String text) throws UnusableArgumentException {
        if (text.equals("latest") || text.equals("random")) {
            return text;
        }
        return moments.parse(text).toString();
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.DRILL_FAILED,
                Fault.DRILL_BUSY,
                Fault.DAEMON_UNREACHABLE);
    }
}
