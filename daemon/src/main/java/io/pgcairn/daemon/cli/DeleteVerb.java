package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgcairn delete}. */
@Command(
        name = "delete",
        description = "Deletes one base backup, from all tiers or from one. WAL is left alone.",
        footer = {
            "",
            "With --tier the backup goes from that tier and stays away from there, whatever other tiers hold.",
            "What an interruption leaves is deleted by the same command again; without a commit mark it takes --force.",
            "",
            "Examples:",
            "  pgcairn delete 20261121T070300.123Z --config /etc/pgcairn/pgcairn.yaml",
            "  pgcairn delete 20261121T070300.123Z --config /etc/pgcairn/pgcairn.yaml --tier near"
        })
public final class DeleteVerb implements Verb {
    private final BackupDeleter deleter;
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "BACKUP", description = "The backup's id or name, as pgcairn list shows it.")
    private String backup = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Option(
            names = "--force",
            description =
                    "Also the only backup there is, one that is held or that a restore reads, and what is left of one"
                            + " that was never committed.")
    private boolean force;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public DeleteVerb(BackupDeleter deleter, Terminal terminal) {
        this.deleter = deleter;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        deleter.delete(cluster.selection(), backup, tier.tier(), force).print(terminal, json);
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
                Fault.STORE_TIMEOUT,
                Fault.BACKUP_UNKNOWN,
                Fault.BACKUP_NEEDED);
    }
}
