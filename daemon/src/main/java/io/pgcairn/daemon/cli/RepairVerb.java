package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn repair}. */
@Command(
        name = "repair",
        description = "Compares the tiers, and brings what one lacks or holds damaged there from another.",
        footer = {
            "",
            "Examples:",
            "  pgcairn repair --config /etc/pgcairn/pgcairn.yaml --dry-run",
            "  pgcairn repair --config /etc/pgcairn/pgcairn.yaml --tier near --read"
        })
public final class RepairVerb implements Verb {
    private final TierRepairer repairer;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Option(
            names = "--read",
            description = "Reads every object through its seal, which takes an identity and as long as a restore.")
    private boolean read;

    @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public RepairVerb(TierRepairer repairer, Terminal terminal) {
        this.repairer = repairer;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        Consumer<String> progress = json ? line -> {} : terminal.out()::println;
        TierRepairer.Result result =
                repairer.repair(cluster.selection(), new TierRepairer.Order(tier.tier(), read, dryRun), progress);
        result.report().print(terminal, json);
        return result.isWhole() ? DONE : Fault.REPAIR_INCOMPLETE.exitCode();
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.TIER_UNKNOWN,
                Fault.STORE_UNAVAILABLE,
                Fault.STORE_FORBIDDEN,
                Fault.STORE_TIMEOUT,
                Fault.WRONG_KEY,
                Fault.REPAIR_INCOMPLETE);
    }
}
