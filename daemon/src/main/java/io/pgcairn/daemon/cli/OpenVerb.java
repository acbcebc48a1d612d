package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgcairn open}. */
@Command(
        name = "open",
        description = "Writes an object, a database's dump or a file to standard output, decrypted and decompressed.",
        footer = {
            "",
            "Examples:",
            "  pgcairn open segment.zst.age --identity key.txt > segment",
            "  pgcairn open --config pgcairn.yaml 20261121T030000.120Z/mydb | pg_restore -d mydb",
            "  pgcairn open --config pgcairn.yaml 20261121T030000.120Z/globals | psql -d postgres",
            "  pgcairn open --config pgcairn.yaml main/7401/wal/00000001/000000010000000000000003-01.zst.age > segment",
            "",
            "The same without pgcairn: age -d -i key.txt segment.zst.age | zstd -d > segment"
        })
public final class OpenVerb implements Verb {
    private final ObjectOpener opener;
    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "OBJECT|DUMP[/DATABASE]|FILE",
            description = "With --config an object's name in the store, or a dump's label and a database's name (or"
                    + " globals); else a file.")
    private String source = "";

    @Option(names = "--identity", paramLabel = "FILE", description = "A file with private keys; may be repeated.")
    private List<Path> identities = List.of();

    @Option(names = "--raw", description = "Stops after decryption, before decompression.")
    private boolean raw;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration that names the store.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster, if the configuration has several.")
    private Optional<String> cluster = Optional.empty();

    @Mixin
    private final TierOption tier = new TierOption();

    public OpenVerb(ObjectOpener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, IOException {
        if (config.isPresent()) {
            ClusterSelection selection = new ClusterSelection(config.get(), cluster);
            opener.openObject(selection, tier.tier(), source, identities, raw, terminal.out());
        } else {
            openFile();
        }
        terminal.out().flush();
        return DONE;
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CLUSTER_UNKNOWN,
                Fault.TIER_UNKNOWN,
                Fault.STORE_UNAVAILABLE,
                Fault.OBJECT_MISSING,
                Fault.DUMP_UNKNOWN,
                Fault.WRONG_KEY,
                Fault.CORRUPT,
                Fault.TRUNCATED,
                Fault.KEY_UNUSABLE);
    }

    private void openFile() throws CairnException, IOException {
        if (cluster.isPresent() || tier.tier().isPresent()) {
            String option = cluster.isPresent() ? "--cluster" : "--tier";
            throw UnusableArgumentException.usage(
                    option + " is given without --config",
                    "add --config FILE, or leave " + option + " out to open a file");
        }
        opener.openFile(Path.of(source), identities, raw, terminal.out());
    }
}
