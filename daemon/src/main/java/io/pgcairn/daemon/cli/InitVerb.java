package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgcairn init}. */
@Command(
        name = "init",
        description = "Sets up this host: proves PostgreSQL and the store, writes a commented configuration and a key,"
                + " and makes the replication slot. What no option says is asked; without a terminal, or with --yes,"
                + " what stands in brackets is taken.",
        footer = {
            "",
            "Run it on the server's host, as root (what concerns PostgreSQL and the store is then done as the user"
                    + " postgres) or as the user that the daemon runs as. Nothing is written before all is proven.",
            "",
            "Examples:",
            "  pgcairn init",
            "  pgcairn init --yes --store /mnt/backup --window 30d",
            "  pgcairn init --yes --store s3://bucket/pgcairn --option region=eu-central-1"
        })
public final class InitVerb implements Verb {
    private final Initializer initializer;
    private final Terminal terminal;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file to write. Default: $PGCAIRN_CONFIG, or /etc/pgcairn/pgcairn.yaml.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "The cluster's name in the store [main].")
    private Optional<String> cluster = Optional.empty();

    @Option(
            names = "--postgres",
            paramLabel = "URI",
            description = "How to reach PostgreSQL, without a password; @FILE takes it from a file [its Unix"
                    + " socket: as root postgresql://postgres@/postgres, else postgresql:///postgres].")
    private Optional<String> postgres = Optional.empty();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<StoreGroup> stores = new ArrayList<>();

    @Option(names = "--window", paramLabel = "SPAN", description = "How far back every moment can be restored [14d].")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--recipient",
            paramLabel = "AGE1...",
            description = "A further public key that can open the backups, such as one whose private half is kept"
                    + " offline. May be repeated.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who the daemon runs as, where this is run as root [postgres].")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--force",
            description = "Replaces a configuration that is there; it stays beside, as FILE.DATE.bak.")
    private boolean force;

    @Option(
            names = {"-y", "--yes"},
            description = "Asks nothing.")
    private boolean yes;

    @Option(names = "--json", description = "Asks nothing and prints JSON.")
    private boolean json;

    @Option(
            names = "--work",
            hidden = true,
            description = "Does one piece of it, the configuration on standard" + " input or in --config.")
    private Optional<String> work = Optional.empty();

    /** One store with its options. */
    static final class StoreGroup {
        @Option(
                names = "--store",
                required = true,
                paramLabel = "URI",
                description = "A directory, or a store's URI [file:///var/lib/pgcairn]. Repeated, each is a tier; the"
                        + " first acknowledges WAL.")
        private String uri = "";

        @Option(
                names = "--option",
                paramLabel = "KEY=VALUE",
                description = "An option of the store before it, such as region=eu-central-1. KEY=@FILE takes the value"
                        + " from a file; a secret is taken only so, since arguments can be read by every user.")
        private Map<String, String> options = new TreeMap<>();
    }

    public InitVerb(Initializer initializer, Terminal terminal) {
        this.initializer = initializer;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CairnException, IOException, InterruptedException {
        if (work.isPresent()) {
            work(work.get()).print(terminal, true);
            return DONE;
        }
        InitRequest request = new InitRequest(
                config,
                cluster,
                postgres,
                stores.stream()
                        .map(group -> new InitRequest.Store(group.uri, group.options))
                        .toList(),
                window,
                recipients,
                user,
                force);
        initializer
                .init(request, new ConsoleDialogue(terminal, yes || json, json))
                .print(terminal, json);
        return DONE;
    }

    private Report work(String piece) throws CairnException, IOException, InterruptedException {
        if (config.isPresent() && cluster.isPresent()) {
            return initializer.workOn(piece, config.get(), cluster.get());
        }
        return initializer.work(piece, new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public List<Fault> faults() {
        return List.of(
                Fault.CONFIGURATION,
                Fault.CHECK_FAILED,
                Fault.POSTGRES_UNREACHABLE,
                Fault.POSTGRES_AUTHENTICATION,
                Fault.POSTGRES_PERMISSION,
                Fault.POSTGRES_WRONG_CLUSTER,
                Fault.POSTGRES_FAILED,
                Fault.STORE_UNAVAILABLE,
                Fault.STORE_FORBIDDEN,
                Fault.STORE_FULL,
                Fault.STORE_TIMEOUT,
                Fault.KEY_UNUSABLE);
    }
}
