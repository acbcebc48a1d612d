package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn list}. */
@Command(
        name = "list",
        description = {
            "Lists backups, oldest first, which tiers hold them and until when, and what each tier can restore.",
            "Without --cluster all clusters of the configuration are listed."
        },
        footer = {"", "Example:", "  pgcairn list --config /etc/pgcairn/pgcairn.yaml --json"})
public final class ListVerb implements Verb {
    private final BackupLister lister;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Option(names = "--json", description = "Prints JSON, as docs/list.md describes it.")
    private boolean json;

    public ListVerb(BackupLister lister, Terminal terminal) {
        this.lister = lister;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        Listing listing = lister.list(cluster.selection(), tier.tier());
        if (json) {
            terminal.json(ListJson.of(listing));
        } else {
            ListText.of(listing).forEach(terminal.out()::println);
        }
        ListText.warnings(listing).forEach(terminal.err()::println);
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.TIER_UNKNOWN,
                Fault.STORE_UNAVAILABLE,
                Fault.STORE_FORBIDDEN,
                Fault.STORE_TIMEOUT);
    }
}
