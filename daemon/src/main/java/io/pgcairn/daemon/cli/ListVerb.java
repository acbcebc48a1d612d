package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn list}. */
@Command(
        name = "list",
        description = "Lists the good backups, oldest first, and which tiers hold them.",
        footer = {"", "Example:", "  pgcairn list --config /etc/pgcairn/pgcairn.yaml --json"})
public final class ListVerb implements Verb {
    private static final String ROW = "%-24s %-11s %-20s %4s %-17s %12s %12s%s%n";

    private final BackupLister lister;
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public ListVerb(BackupLister lister, Terminal terminal) {
        this.lister = lister;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, InterruptedException {
        BackupLister.Listing listing = lister.list(cluster.selection(), tier.tier());
        List<BackupLister.Row> rows = listing.rows();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("backups", rows.stream().map(ListVerb::json).toList());
            answer.put("unlisted", listing.unlisted());
            terminal.json(answer);
        } else if (rows.isEmpty() && listing.unlisted().isEmpty()) {
            terminal.out().println("no backup yet; 'pgcairn backup --wait' takes one");
        } else {
            print(rows, listing.tiers().size() > 1);
        }
        listing.unlisted()
                .forEach((name, why) -> terminal.err().println("warning: tier " + name + " is left out: " + why));
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

    private void print(List<BackupLister.Row> rows, boolean hasTiers) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        ROW,
                        "BACKUP",
                        "TYPE",
                        "STOPPED",
                        "TLI",
                        "STOP LSN",
                        "BYTES",
                        "STORED",
                        hasTiers ? "  TIERS" : "");
        for (BackupLister.Row row : rows) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            ROW,
                            row.id(),
                            row.type(),
                            row.stopped().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                            row.timeline(),
                            row.stopLsn(),
                            row.plainBytes(),
                            row.storedBytes(),
                            hasTiers ? "  " + String.join(",", row.tiers()) : "");
        }
    }

    private static Map<String, Object> json(BackupLister.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cluster", row.cluster());
        json.put("id", row.id());
        json.put("type", row.type());
        json.put("started", row.started().toString());
        json.put("stopped", row.stopped().toString());
        json.put("start_lsn", row.startLsn());
        json.put("stop_lsn", row.stopLsn());
        json.put("timeline", row.timeline());
        json.put("plain_bytes", row.plainBytes());
        json.put("stored_bytes", row.storedBytes());
        json.put("tiers", row.tiers());
        return json;
    }
}
