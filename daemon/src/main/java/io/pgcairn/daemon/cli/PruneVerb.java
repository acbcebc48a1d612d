package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn prune}. */
@Command(
        name = "prune",
        description = "Deletes what retention no longer keeps: base backups, WAL, and what failed backups left.",
        footer = {
            "",
            "It needs no daemon, no PostgreSQL and no private key, and may run beside a daemon that prunes. It may be"
                    + " interrupted anywhere; the next one goes on. Nothing goes while any tier cannot be asked for"
                    + " its holds, nor from the first tier what another one is still to get.",
            "",
            "Examples:",
            "  pgcairn prune --config /etc/pgcairn/pgcairn.yaml --dry-run",
            "  pgcairn prune --config /etc/pgcairn/pgcairn.yaml --tier near"
        })
public final class PruneVerb implements Verb {
    private final TierPruner pruner;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Option(names = "--dry-run", description = "Says what would go, and deletes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public PruneVerb(TierPruner pruner, Terminal terminal) {
        this.pruner = pruner;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        TierPruner.Result result = pruner.prune(cluster.selection(), tier.tier(), dryRun);
        result.report().print(terminal, json);
        return result.isRefused() ? Fault.RETENTION_REFUSED.exitCode() : DONE;
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
                Fault.CORRUPT,
                Fault.RETENTION_REFUSED);
    }
}
