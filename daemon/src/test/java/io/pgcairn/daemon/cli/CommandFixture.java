package io.pgcairn.daemon.cli;

import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All verbs over rooms that write down what they were asked, or fail as they are told. */
final class CommandFixture {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final List<Object> asked = new ArrayList<>();
    final List<Checker.Finding> findings = new ArrayList<>();

    @Nullable
    Exception failure;

    boolean equal = true;
    Listing listing = new Listing(List.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    int run(String... arguments) {
        return new CommandTree(terminal, false).grow(verbs()).execute(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private final class FakeInitializer implements Initializer {
        @Override
        public Report init(InitRequest request, Dialogue dialogue) throws CairnException {
            ask(request);
            dialogue.tell("asked " + dialogue.ask("why", "so"));
            return new Report(List.of("done"), Map.of("done", dialogue.isInteractive()));
        }

        @Override
        public Report work(String piece, String configuration) {
            throw new UnsupportedOperationException(piece);
        }

        @Override
        public Report workOn(String piece, Path file, String cluster) {
            throw new UnsupportedOperationException(piece);
        }
    }

    List<Verb> verbs() {
        MomentParser moments = new MomentParser(Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
        return Stream.concat(first().stream(), further(moments).stream()).toList();
    }

    private List<Verb> first() {
        return List.of(
                new DaemonVerb(this::ask),
                new DemoVerb(play -> {
                    ask(play);
                    return equal;
                }),
                new InitVerb(new FakeInitializer(), terminal),
                new KeygenVerb(new FakeKeys(), terminal),
                new CheckVerb(
                        (selection, limit) -> {
                            ask(limit.toSeconds() == 50 ? selection : List.of(selection, limit));
                            return findings;
                        },
                        terminal),
                new ConfigVerb(
                        (config, changed) -> {
                            ask(List.of(config, changed));
                            return new Report(List.of("http:"), Map.of("settings", List.of()));
                        },
                        terminal),
                new BackupVerb(
                        (selection, order, progress) -> {
                            progress.accept("read 10 %");
                            ask(order.name().isEmpty() ? selection : List.of(selection, order));
                            return new Report(List.of("wait " + order.waits()), Map.of("wait", order.waits()));
                        },
                        terminal),
                new StatusVerb(
                        selection -> {
                            ask(selection);
                            return new Report(List.of("all is well"), Map.of("clusters", Map.of()));
                        },
                        terminal),
                new ListVerb(
                        (selection, tier) -> {
                            ask(tier.isEmpty() ? selection : List.of(selection, tier.get()));
                            return listing;
                        },
                        terminal));
    }

    private List<Verb> further(MomentParser moments) {
        return List.of(
                new DeleteVerb(
                        (selection, backup, tier, force) -> {
                            ask(List.of(selection, backup, tier, force));
                            return new Report(List.of("deleted"), Map.of("backup", backup));
                        },
                        terminal),
                new PruneVerb(
                        (selection, tier, dryRun) -> {
                            ask(List.of(selection, tier, dryRun));
                            return new TierPruner.Result(new Report(List.of("pruned"), Map.of("objects", 1)), !dryRun);
                        },
                        terminal),
                new DrillVerb((_, _, _) -> new Report(List.of("a drill"), Map.of()), terminal, moments),
                new DumpVerb((_, _, _) -> new Report(List.of("a dump"), Map.of()), terminal),
                new HoldVerb(new FakeHolder(), terminal, moments),
                new UnholdVerb(new FakeHolder(), terminal),
                new RepairVerb(
                        (selection, order, progress) -> {
                            progress.accept("mended");
                            ask(List.of(selection, order));
                            return new TierRepairer.Result(
                                    new Report(List.of("repaired"), Map.of("mended", 1)), !order.dryRun());
                        },
                        terminal),
                new RestoreVerb(
                        (request, progress) -> {
                            progress.accept("copying");
                            ask(request);
                            return new Report(List.of("restored"), Map.of("restored", true));
                        },
                        terminal,
                        moments),
                new OpenVerb(new FakeOpener(), terminal),
                new ManVerb(terminal),
                new CompletionVerb(terminal));
    }

    private void ask(Object request) throws CairnException {
        asked.add(request);
        switch (failure) {
            case null -> {}
            case CairnException known -> throw known;
            case RuntimeException unexpected -> throw unexpected;
            default -> throw new IllegalStateException(failure);
        }
    }

    static CairnException known(Fault fault) {
        return new UnusableArgumentException(fault, "it went wrong", "mend it");
    }

    private final class FakeHolder implements BackupHolder {
        @Override
        public Report hold(ClusterSelection selection, String backup, Optional<Instant> until, String reason)
                throws CairnException {
            ask(List.of(selection, backup, until, reason));
            return new Report(List.of("held"), Map.of("backup", backup));
        }

        @Override
        public Report unhold(ClusterSelection selection, String backup) throws CairnException {
            ask(List.of(selection, backup));
            return new Report(List.of("let go"), Map.of("backup", backup));
        }
    }

    private static final class FakeKeys implements Keys {
        @Override
        public NewKey generate() {
            return new NewKey("age1public", "# public key: age1public\nAGE-SECRET-KEY-1SECRET\n");
        }

        @Override
        public List<String> publicKeys(Path file) throws IOException {
            return Files.readAllLines(file).stream()
                    .map(line -> "public of " + line)
                    .toList();
        }
    }

    private final class FakeOpener implements ObjectOpener {
        @Override
        public void openFile(Path file, List<Path> identities, boolean raw, OutputStream sink) throws IOException {
            asked.add(List.of(file, identities, raw));
            sink.write("plain".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void openObject(
                ClusterSelection selection,
                Optional<String> tier,
                String key,
                List<Path> identities,
                boolean raw,
                OutputStream sink)
                throws IOException {
            asked.add(
                    tier.isEmpty()
                            ? List.of(selection, key, identities, raw)
                            : List.of(selection, tier.get(), key, identities, raw));
            sink.write("plain".getBytes(StandardCharsets.UTF_8));
        }
    }
}
