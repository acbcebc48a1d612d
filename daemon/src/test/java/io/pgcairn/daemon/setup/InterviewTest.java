package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.config.ClusterConfig;
import io.pgcairn.daemon.config.Configuration;
import io.pgcairn.daemon.config.ConfigurationLoader;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialogue, without a server, and the file that comes of it. */
class InterviewTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Finding NO =
            new Finding(State.FAILED, "postgres main", "no", "start it", Optional.of(Fault.POSTGRES_UNREACHABLE));

    @TempDir
    private Path directory = Path.of("");

    private final FakeProver prover = new FakeProver();

    /** Takes what contains neither of two words. */
    private static final class FakeProver implements Prover {
        final List<String> asked = new ArrayList<>();

        private static String text(Configured configuration) {
            return ((Configured.Drafted) configuration).text();
        }

        @Override
        public List<Finding> postgres(Configured configuration) {
            asked.add("postgres");
            return text(configuration).contains("@nowhere")
                    ? List.of(NO)
                    : List.of(new Finding(State.OK, "postgres main", "fine", ""));
        }

        @Override
        public List<Finding> stores(Configured configuration) throws CairnException {
            asked.add("stores");
            if (text(configuration).contains("/full")) {
                throw new SetupException(Fault.STORE_FULL, "full", "make room");
            }
            return List.of(new Finding(State.WARNING, "disk local", "narrow", "look"));
        }

        @Override
        public boolean makeSlot(Configured configuration) {
            throw new UnsupportedOperationException();
        }
    }

    private static InitRequest request(Optional<String> postgres, String... stores) {
        return new InitRequest(
                Optional.empty(),
                Optional.empty(),
                postgres,
                List.of(stores).stream()
                        .map(uri -> new InitRequest.Store(uri, Map.of()))
                        .toList(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    private Draft hold(SpokenDialogue dialogue, InitRequest request) throws Exception {
        String proposed = DaemonUser.socketUri(Optional.empty());
        return new Interview(dialogue, prover, new HostFiles(Optional.empty(), Clock.systemUTC()), TODAY, proposed)
                .hold(request, directory.resolve("identity.txt"));
    }

    private ClusterConfig loaded(Draft draft) throws Exception {
        Path file = Files.writeString(directory.resolve("pgcairn.yaml"), new DraftText(draft, TODAY).render());
        Configuration configuration = new ConfigurationLoader().load(file);
        assertEquals(1, configuration.clusters().size());
        return configuration.clusters().getFirst();
    }

    @Test
    void empty_answers_take_what_is_proposed() throws Exception {
        SpokenDialogue dialogue = SpokenDialogue.answering("", "", "");
        Draft draft = hold(dialogue, request(Optional.empty()));
        assertEquals(
                List.of(
                        "PostgreSQL, as a libpq URI [postgresql:///postgres]",
                        "Where do backups go: a directory, s3://, gs:// or azure:// [file:///var/lib/pgcairn]",
                        "How far back must every moment be restorable? [14d]"),
                dialogue.questions);
        ClusterConfig cluster = loaded(draft);
        assertEquals("postgresql:///postgres", cluster.postgres().uri().reveal());
        assertEquals(Duration.ofDays(14), cluster.tiers().getFirst().retention().window());
        assertTrue(dialogue.text().contains("OK       postgres main: fine"), dialogue.text());
    }

    @Test
    void each_answer_is_proven_at_once_and_can_be_given_anew() throws Exception {
        SpokenDialogue dialogue = SpokenDialogue.answering("postgresql://u@nowhere/", "", "/full", "/mnt/b", "30d");
        ClusterConfig cluster = loaded(hold(dialogue, request(Optional.empty())));
        assertEquals(List.of("postgres", "postgres", "stores", "stores"), prover.asked);
        assertEquals("file:///mnt/b", cluster.tiers().getFirst().store().toString());
        assertTrue(dialogue.text().contains("         hint: start it"), dialogue.text());
        assertTrue(dialogue.text().contains("FAILED   full\n         hint: make room"), dialogue.text());
    }

    @Test
    void without_a_terminal_the_first_failure_ends_it_with_its_own_code() {
        var refused = assertThrows(
                SetupException.class,
                () -> hold(SpokenDialogue.silent(), request(Optional.of("postgresql://u@nowhere/"))));
        assertEquals(Fault.POSTGRES_UNREACHABLE, refused.fault());
        assertEquals("start it", refused.hint());
        var full = assertThrows(
                SetupException.class, () -> hold(SpokenDialogue.silent(), request(Optional.empty(), "/full")));
        assertEquals(Fault.STORE_FULL, full.fault());
    }

    @Test
    void root_writes_whom_the_daemon_connects_as() {
        assertEquals(
                "postgresql://postgres@/postgres",
                DaemonUser.socketUri(Optional.of(new DaemonUser("postgres", 1, "/"))));
    }

    @Test
    void a_window_that_is_none_is_asked_anew() throws Exception {
        SpokenDialogue dialogue = SpokenDialogue.answering("", "", "two weeks", "36501d", "30d");
        ClusterConfig cluster = loaded(hold(dialogue, request(Optional.empty())));
        assertEquals(Duration.ofDays(30), cluster.tiers().getFirst().retention().window());
        assertTrue(dialogue.text().contains("FAILED   'two weeks' is no window"), dialogue.text());
    }

    @Test
    void a_flag_that_is_wrong_is_named_before_anything_is_proven() {
        InitRequest soon = request(Optional.empty(), Optional.empty(), Optional.of("soon"));
        var refused = assertThrows(SetupException.class, () -> hold(SpokenDialogue.silent(), soon));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("--window: 'soon' is no window"), refused.getMessage());
        InitRequest name = request(Optional.of("No Name"), Optional.empty(), Optional.empty());
        refused = assertThrows(SetupException.class, () -> hold(SpokenDialogue.silent(), name));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("--cluster: 'No Name'"), refused.getMessage());
        assertEquals(Fault.USAGE, refused.fault());
        assertEquals(List.of(), prover.asked);
    }

    private static InitRequest request(Optional<String> cluster, Optional<String> postgres, Optional<String> window) {
        return new InitRequest(
                Optional.empty(), cluster, postgres, List.of(), window, List.of(), Optional.empty(), false);
    }

    @Test
    void gives_up_at_a_terminal_too_when_no_answer_is_right() {
        SpokenDialogue dialogue = SpokenDialogue.answering(
                "postgresql://u@nowhere1/",
                "postgresql://u@nowhere2/",
                "postgresql://u@nowhere3/",
                "postgresql://u@nowhere4/",
                "postgresql://u@nowhere5/");
        assertThrows(SetupException.class, () -> hold(dialogue, request(Optional.empty())));
        assertEquals(5, dialogue.questions.size());
    }

    @Test
    void what_the_command_line_says_is_not_asked_and_every_text_survives_the_file() throws Exception {
        InitRequest request = new InitRequest(
                Optional.empty(),
                Optional.of("shop-1"),
                Optional.of("postgresql://u@h/a%22b%5Cc"),
                List.of(
                        new InitRequest.Store("/mnt/a", Map.of()),
                        new InitRequest.Store("/mnt/b", Map.of()),
                        new InitRequest.Store("s3://bucket/x", Map.of("region", "eu: \"1\" \\ #"))),
                Optional.of("36h"),
                List.of("age1vm82a6ct7kqf6xlcakz9eq8ytnh6mywwfk4j7dt03n8vmcvase3s7z6c56"),
                Optional.empty(),
                false);
        SpokenDialogue dialogue = SpokenDialogue.answering();
        Draft draft = hold(dialogue, request).withKey("age1own");
        assertEquals(List.of(), dialogue.questions);
        ClusterConfig cluster = loaded(draft);
        assertEquals("shop-1", cluster.name());
        assertEquals("pgcairn_shop_1", cluster.postgres().slot());
        assertEquals(
                List.of("local", "local-2", "s3"),
                cluster.tiers().stream().map(tier -> tier.name()).toList());
        assertEquals(
                "eu: \"1\" \\ #",
                java.util.Objects.requireNonNull(
                                cluster.tiers().getLast().options().get("region"))
                        .reveal());
        assertEquals(2, cluster.encryption().recipients().size());
        assertEquals("age1own", cluster.encryption().recipients().getFirst());
    }
}
