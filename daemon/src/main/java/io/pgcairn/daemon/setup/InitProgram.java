package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Dialogue;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.cli.Initializer;
import io.pgcairn.daemon.cli.Keys;
import io.pgcairn.daemon.cli.Report;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.PostgresConfig;
import io.pgcairn.daemon.config.TierConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sets up a host. All is proven first; then come the key, the configuration, and at last the slot: a slot that nobody
 * knows of would fill the server's disk.
 */
public final class InitProgram implements Initializer {
    private static final String KEY_FILE = "identity.txt";

    /** Faults of which it is certain that no slot was made. */
    private static final Set<Fault> REFUSALS = Set.of(
            Fault.CONFIGURATION,
            Fault.POSTGRES_AUTHENTICATION,
            Fault.POSTGRES_PERMISSION,
            Fault.POSTGRES_WRONG_CLUSTER);

    private final Clusters clusters;
    private final Keys keys;
    private final OwnProgram program;
    private final Path usualConfig;
    private final Clock clock;
    private final Consumer<Step> steps;

    /** @param usualConfig the file to write where none is named */
    public InitProgram(Clusters clusters, Keys keys, OwnProgram program, Path usualConfig, Clock clock) {
        this(clusters, keys, program, usualConfig, clock, step -> {});
    }

    /** @param steps hears of each as it is done */
    InitProgram(Clusters clusters, Keys keys, OwnProgram program, Path usualConfig, Clock clock, Consumer<Step> steps) {
        this.clusters = clusters;
        this.keys = keys;
        this.program = program;
        this.usualConfig = usualConfig;
        this.clock = clock;
        this.steps = steps;
    }

    @Override
    public Report work(String piece, String configuration) throws CairnException, InterruptedException {
        return work(piece, new Configured.Drafted(configuration));
    }

    @Override
    public Report workOn(String piece, Path file, String cluster) throws CairnException, InterruptedException {
        return work(piece, new Configured.Written(file, cluster));
    }

    private Report work(String piece, Configured configuration) throws CairnException, InterruptedException {
        return new Pieces(new LocalProver(clusters, clock)).run(piece, configuration);
    }

    @Override
    public Report init(InitRequest given, Dialogue dialogue) throws CairnException, InterruptedException {
        InitRequest request = SpokenSecrets.resolve(given);
        Optional<DaemonUser> user = DaemonUser.find(request.user());
        return init(request, dialogue, user, prover(user));
    }

    private Prover prover(Optional<DaemonUser> user) {
        return user.isPresent() ? new OtherUserProver(user.get(), program) : new LocalProver(clusters, clock);
    }

    /** @param prover acts for that user */
    Report init(InitRequest request, Dialogue dialogue, Optional<DaemonUser> user, Prover prover)
            throws CairnException, InterruptedException {
        Path file = request.config().orElse(usualConfig).toAbsolutePath().normalize();
        if (Files.exists(file) && !request.force()) {
            return new Rerun(clusters, keys, prover, dialogue).of(file, request);
        }
        HostFiles files = new HostFiles(user, clock);
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
            Interview interview = new Interview(dialogue, prover, files, today, DaemonUser.socketUri(user));
            return setUp(request, file, files, prover, dialogue, interview);
        } catch (CairnException | InterruptedException | RuntimeException e) {
            files.takeBack(e);
            throw e;
        }
    }

    private Report setUp(
            InitRequest request, Path file, HostFiles files, Prover prover, Dialogue dialogue, Interview interview)
            throws CairnException, InterruptedException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Path identity = file.resolveSibling(KEY_FILE);
        Draft draft = interview.hold(request, identity);
        ClusterConfig proven = DraftFile.read(new DraftText(draft, today).render());
        List<String> forgotten = Forgotten.replacing(file, clusters).lines(proven);
        forgotten.forEach(dialogue::tell);
        String slot = PostgresConfig.defaultSlot(draft.cluster());
        confirm(file, slot, dialogue);
        steps.accept(Step.PROVEN);
        HostKey key = HostKey.in(identity, keys, files);
        steps.accept(Step.KEY_WRITTEN);
        Draft whole = draft.withKey(key.recipient());
        String text = new DraftText(whole, today).render();
        Optional<Path> kept = files.writeConfiguration(file, text);
        Configured written = new Configured.Written(file, whole.cluster());
        requireProven(proven, written.read(clusters));
        steps.accept(Step.CONFIGURATION_WRITTEN);
        boolean made = makeSlot(prover, written, files);
        steps.accept(Step.SLOT_MADE);
        List<String> done = new ArrayList<>(List.of(
                "",
                "OK       " + file + " is written",
                "OK       " + identity + (key.isNew() ? " is a new key" : " was there, and is used"),
                "OK       slot " + slot + (made ? " is made" : " was there, and is used")));
        kept.ifPresent(old -> done.add("OK       " + old + " is what was there before"));
        done.addAll(forgotten);
        LastWords words = new LastWords(file, identity, whole.recipients(), slot);
        done.addAll(words.lines());
        Map<String, Object> json = new LinkedHashMap<>(words.json());
        json.put("written", true);
        json.put("key_made", key.isNew());
        json.put("slot_made", made);
        kept.ifPresent(old -> json.put("replaced", old.toString()));
        json.put("forgotten", forgotten);
        json.put("checks", Pieces.json(interview.findings()));
        return new Report(done, json);
    }

    /**
     * From here on everything stays, however this ends, for what is written is what tells of the slot: an answer that
     * never came, or came half, may have been a yes. Only where the server said no, is it taken back.
     */
    private static boolean makeSlot(Prover prover, Configured written, HostFiles files)
            throws CairnException, InterruptedException {
        boolean isRefused = false;
        try {
            return prover.makeSlot(written);
        } catch (CairnException e) {
            isRefused = REFUSALS.contains(e.fault());
            throw isRefused ? e : undecided(e);
        } finally {
            if (!isRefused) {
                files.keep();
            }
        }
    }

    private static CairnException undecided(CairnException e) {
        return new SetupException(
                e.fault(),
                e.getMessage() + "; whether the slot was made is not known, so the configuration stays",
                "run it again, which finds both: " + e.hint(),
                e);
    }

    /** What goes over the file must not make another configuration of it than the one that was proven. */
    private static void requireProven(ClusterConfig proven, ClusterConfig read) throws SetupException {
        List<Object> said = List.of(proven.postgres().uri(), proven.postgres().slot(), stores(proven));
        if (!said.equals(List.of(read.postgres().uri(), read.postgres().slot(), stores(read)))) {
            throw new SetupException(
                    Fault.CONFIGURATION,
                    "conf.d beside the file, or a variable, names another server, slot or store of the cluster "
                            + proven.name(),
                    "move that away, or write the configuration by hand");
        }
    }

    private static List<URI> stores(ClusterConfig cluster) {
        return cluster.tiers().stream().map(TierConfig::store).toList();
    }

    private static void confirm(Path file, String slot, Dialogue dialogue) throws CairnException {
        String answer = dialogue.ask("Write " + file + " and make the slot " + slot + "? (y/n)", "y");
        if (!answer.toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
            throw new SetupException(Fault.USAGE, "nothing was written, as you wish", "run it again at any time");
        }
    }
}
