package io.pgcairn.daemon.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.InitRequest;
import io.pgcairn.daemon.cluster.Clusters;
import io.pgcairn.daemon.cluster.Seals;
import io.pgcairn.daemon.cluster.Stores;
import io.pgcairn.daemon.fault.CairnException;
import io.pgcairn.daemon.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slot is made by another process, whose answer may be lost: then what names the slot must stay. */
class LostAnswerTest {
    @TempDir
    private Path directory = Path.of("");

    /** Finds everything fine, and makes the slot as a test says. */
    private record Proven(Slot slot) implements Prover {
        interface Slot {
            boolean make() throws CairnException, InterruptedException;
        }

        @Override
        public List<Finding> postgres(Configured configuration) {
            return List.of();
        }

        @Override
        public List<Finding> stores(Configured configuration) {
            return List.of();
        }

        @Override
        public boolean makeSlot(Configured configuration) throws CairnException, InterruptedException {
            return slot.make();
        }
    }

    private void init(Proven.Slot slot) throws Exception {
        Clock clock = Clock.systemUTC();
        Clusters clusters = new Clusters(new Stores(clock), new Seals(new SecureRandom()), Map.of(), clock);
        new InitProgram(clusters, new FixedKeys(), new OwnProgram("none", Path.of("")), Path.of("none"), clock)
                .init(request(), SpokenDialogue.silent(), Optional.empty(), new Proven(slot));
    }

    private InitRequest request() {
        return new InitRequest(
                Optional.of(directory.resolve("pgcairn.yaml")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    private List<String> names() throws Exception {
        try (var all = Files.list(directory)) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private void requireKept() throws Exception {
        assertEquals(List.of("identity.txt", "pgcairn.yaml"), names());
        init(() -> false);
    }

    @Test
    void a_child_that_died_leaves_key_and_configuration_and_may_be_run_again() throws Exception {
        var lost = assertThrows(
                CairnException.class,
                () -> init(() -> {
                    throw new SetupException(Fault.INTERNAL, "pgcairn as the user postgres ended with 137", "look");
                }));
        assertEquals(Fault.INTERNAL, lost.fault());
        assertTrue(String.valueOf(lost.getMessage()).contains("the configuration stays"), lost.getMessage());
        requireKept();
    }

    @Test
    void an_interrupt_or_a_defect_while_the_slot_is_made_leaves_them_too() throws Exception {
        assertThrows(
                InterruptedException.class,
                () -> init(() -> {
                    throw new InterruptedException();
                }));
        requireKept();
        Files.delete(directory.resolve("pgcairn.yaml"));
        assertThrows(
                IllegalStateException.class,
                () -> init(() -> {
                    throw new IllegalStateException("half an answer");
                }));
        requireKept();
    }

    @Test
    void a_refusal_by_the_server_takes_them_back() throws Exception {
        for (Fault no : List.of(Fault.POSTGRES_PERMISSION, Fault.POSTGRES_AUTHENTICATION)) {
            assertThrows(
                    SetupException.class,
                    () -> init(() -> {
                        throw new SetupException(no, "no", "ask somebody");
                    }));
            assertEquals(List.of(), names());
        }
    }
}
