package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.postgres.SystemId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgcairn restore}. */
@Command(
        name = "restore",
        description = "Restores a cluster into an empty directory, ready to start and recover to a target.",
        footer = {
            "",
            "A time without a zone is taken in this host's zone and echoed in UTC.",
            "",
            "Examples:",
            "  pgcairn restore --config pgcairn.yaml --to /srv/restored --target latest",
            "  pgcairn restore --config pgcairn.yaml --to /srv/restored --target-time '2026-11-21 07:00:00+00'",
            "  pgcairn restore --config pgcairn.yaml --to /srv/restored --target-time 30m --dry-run"
        })
public final class RestoreVerb implements Verb {
    private static final int MOST_PARALLEL = 64;

    private final Restorer restorer;
    private final Terminal terminal;
    private final MomentParser moments;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final TierOption tier = new TierOption();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final TablespaceOptions tablespaces = new TablespaceOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "The directory to restore to.")
    private Path to = Path.of("");

    @Option(
            names = "--backup",
            paramLabel = "BACKUP",
            description = "The id or name of the backup to start from; otherwise the newest before the target.")
    private Optional<String> backup = Optional.empty();

    @Option(
            names = "--lineage",
            paramLabel = "SYSTEMID",
            description = "The system identifier of the lineage to restore, such as the one before a pg_upgrade;"
                    + " otherwise the one that was made last. pgcairn list shows them.")
    private Optional<String> lineage = Optional.empty();

    @Option(names = "--dry-run", description = "Proves and prints the plan, and stops there.")
    private boolean dryRun;

    @Option(names = "--parallel", paramLabel = "N", description = "How many objects are fetched at once, 1 to 64.")
    private Optional<Integer> parallel = Optional.empty();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public RestoreVerb(Restorer restorer, Terminal terminal, MomentParser moments) {
        this.restorer = restorer;
        this.terminal = terminal;
        this.moments = moments;
    }

    @Override
    public Integer call() throws CairnException, IOException, InterruptedException {
        RestoreRequest request = request();
        if (request.target() instanceof TargetSpec.AtTime at) {
            terminal.err().println("target time " + target.time().orElse("") + " is " + at.time() + " (UTC)");
        }
        restorer.restore(request, terminal.err()::println).print(terminal, json);
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
                Fault.WRONG_KEY,
                Fault.CORRUPT,
                Fault.TRUNCATED,
                Fault.KEY_UNUSABLE,
                Fault.DIRECTORY_NOT_EMPTY,
                Fault.TARGET_INVALID,
                Fault.TARGET_BEFORE_FIRST_BACKUP,
                Fault.TARGET_UNREACHABLE,
                Fault.NO_BACKUP,
                Fault.WAL_GAP,
                Fault.BACKUP_UNKNOWN);
    }

    private RestoreRequest request() throws UnusableArgumentException {
        return new RestoreRequest(
                cluster.selection(),
                tier.tier(),
                lineage(),
                to.toAbsolutePath().normalize(),
                target.target(moments),
                target.timeline(),
                target.action(),
                target.inclusive(),
                tablespaces.mappings(),
                backup,
                dryRun,
                parallel());
    }

    private Optional<SystemId> lineage() throws UnusableArgumentException {
        try {
            return lineage.map(SystemId::parse);
        } catch (IllegalArgumentException e) {
            throw UnusableArgumentException.usage(
                    "--lineage " + lineage.orElse("") + " is no system identifier",
                    "it is a number; pgcairn list shows it");
        }
    }

    private OptionalInt parallel() throws UnusableArgumentException {
        if (parallel.isEmpty()) {
            return OptionalInt.empty();
        }
        int count = parallel.get();
        if (count < 1 || count > MOST_PARALLEL) {
            throw UnusableArgumentException.usage(
                    "--parallel " + count + " is out of range", "give a number from 1 to " + MOST_PARALLEL);
        }
        return OptionalInt.of(count);
    }
}
