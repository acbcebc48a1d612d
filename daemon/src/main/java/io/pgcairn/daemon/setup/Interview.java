package io.pgcairn.daemon.setup;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cli.Dialogue;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.RetentionConfig;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks what the command line does not say, and proves each answer before the next question. */
final class Interview {
    private static final int TRIES = 5;
    private static final String ANY_STORE = "file:///var/lib/pgcairn";

    private final Dialogue dialogue;
    private final Prover prover;
    private final HostFiles files;
    private final LocalDate today;
    private final String usualPostgres;
    private final List<Finding> findings = new ArrayList<>();

    /** @param usualPostgres the URI that is proposed */
    Interview(Dialogue dialogue, Prover prover, HostFiles files, LocalDate today, String usualPostgres) {
        this.usualPostgres = usualPostgres;
        this.dialogue = dialogue;
        this.prover = prover;
        this.files = files;
        this.today = today;
    }

    /** Everything that was proven, in order. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** @param identity where the host's own key is, or will be */
    Draft hold(InitRequest request, Path identity) throws CairnException, InterruptedException {
        refuseWrongFlags(request);
        String cluster = request.cluster().isPresent() ? request.cluster().get() : "main";
        List<String> recipients = new ArrayList<>(List.of(Draft.NOBODY));
        recipients.addAll(request.recipients());
        Draft draft = new Draft(
                cluster,
                usualPostgres,
                List.of(new Draft.Store("local", ANY_STORE, Map.of())),
                request.window().orElse("14d"),
                recipients,
                identity);
        draft = postgres(draft, request.postgres());
        draft = stores(draft, request.stores());
        return request.window().isPresent() ? draft : draft.withWindow(window(draft.window()));
    }

    /** What takes no proof is refused before one is made. */
    private static void refuseWrongFlags(InitRequest request) throws SetupException {
        Optional<String> cluster = request.cluster();
        if (cluster.isPresent() && !cluster.get().matches(ClusterConfig.NAME_PATTERN)) {
            throw new SetupException(
                    Fault.USAGE,
                    "--cluster: '" + cluster.get() + "' is no name for a cluster",
                    "write 1 to 63 of a-z, 0-9, - and _, a letter or digit first");
        }
        if (request.window().isPresent()) {
            Optional<String> wrong = wrongWindow(request.window().get());
            if (wrong.isPresent()) {
                throw new SetupException(Fault.USAGE, "--window: " + wrong.get(), "write it as 36h or 14d");
            }
        }
    }

    private static Optional<String> wrongWindow(String span) {
        try {
            RetentionConfig.parseWindow(span);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String window(String proposed) throws CairnException {
        for (int attempt = 1; ; attempt++) {
            String span = dialogue.ask("How far back must every moment be restorable?", proposed);
            Optional<String> wrong = wrongWindow(span);
            if (wrong.isEmpty()) {
                return span;
            }
            if (!dialogue.isInteractive() || attempt == TRIES) {
                throw new SetupException(Fault.USAGE, wrong.get(), "write it as 36h or 14d");
            }
            dialogue.tell("FAILED   " + wrong.get());
        }
    }

    private Draft postgres(Draft draft, Optional<String> given) throws CairnException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            String uri = given.isPresent() && attempt == 1
                    ? given.get()
                    : dialogue.ask("PostgreSQL, as a libpq URI", draft.postgres());
            Draft asked = draft.withPostgres(uri);
            if (isProven(attempt, () -> prover.postgres(text(asked)))) {
                return asked;
            }
        }
    }

    private Draft stores(Draft draft, List<InitRequest.Store> given) throws CairnException, InterruptedException {
        List<InitRequest.Store> wanted = given;
        for (int attempt = 1; ; attempt++) {
            if (wanted.isEmpty()) {
                String uri = dialogue.ask("Where do backups go: a directory, s3://, gs:// or azure://", ANY_STORE);
                wanted = List.of(new InitRequest.Store(uri, Map.of()));
            }
            Draft asked = draft.withStores(named(wanted));
            for (Draft.Store store : asked.stores()) {
                if (store.uri().startsWith("file:///")) {
                    files.makeStore(Path.of(store.uri().substring("file://".length())));
                }
            }
            if (isProven(attempt, () -> prover.stores(text(asked)))) {
                return asked;
            }
            wanted = List.of();
        }
    }

    /** {@code local}, {@code s3}, {@code s3-2}: the backend's name, with a number from the second on. */
    private static List<Draft.Store> named(List<InitRequest.Store> stores) {
        List<Draft.Store> named = new ArrayList<>();
        for (InitRequest.Store store : stores) {
            String uri = store.uri().startsWith("/") ? "file://" + store.uri() : store.uri();
            int colon = uri.indexOf(':');
            String scheme = colon < 1 ? "store" : uri.substring(0, colon);
            String kind = scheme.equals("file") ? "local" : scheme;
            long before = named.stream()
                    .filter(other -> other.name().matches(kind + "(-\\d+)?"))
                    .count();
            named.add(new Draft.Store(before == 0 ? kind : kind + "-" + (before + 1), uri, store.options()));
        }
        return named;
    }

    private Configured text(Draft draft) {
        return new Configured.Drafted(new DraftText(draft, today).render());
    }

    private interface Proof {
        List<Finding> findings() throws CairnException, InterruptedException;
    }

    /** @return false if it may be answered anew */
    private boolean isProven(int attempt, Proof proof) throws CairnException, InterruptedException {
        boolean again = dialogue.isInteractive() && attempt < TRIES;
        List<Finding> found;
        try {
            found = proof.findings();
        } catch (CairnException e) {
            if (!again) {
                throw e;
            }
            dialogue.tell("FAILED   " + e.getMessage());
            dialogue.tell("         hint: " + e.hint());
            return false;
        }
        found.forEach(finding -> finding.lines().forEach(dialogue::tell));
        Optional<Finding> failed = found.stream()
                .filter(finding -> finding.state() == State.FAILED)
                .findFirst();
        if (failed.isEmpty()) {
            findings.addAll(found);
            return true;
        }
        if (!again) {
            throw new SetupException(
                    failed.get().fault().orElse(Fault.CHECK_FAILED),
                    failed.get().subject() + ": " + failed.get().text(),
                    failed.get().hint());
        }
        return false;
    }
}
