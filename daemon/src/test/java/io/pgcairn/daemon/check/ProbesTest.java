package io.pgcairn.daemon.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.cli.Checker.Finding;
import io.pgcairn.daemon.cli.Checker.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static Finding fine(String subject) {
        return new Finding(State.OK, subject, "fine", "");
    }

    @Test
    void one_that_hangs_is_told_and_holds_nobody() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Probes probes = new Probes(Duration.ofSeconds(1));
        probes.add("hanging", () -> {
            never.await();
            return List.of(fine("hanging"));
        });
        probes.add("quick", () -> List.of(fine("quick")));
        List<Finding> found = probes.run();
        assertEquals("hanging", found.getFirst().subject());
        assertEquals(State.FAILED, found.getFirst().state());
        assertEquals("no answer within 1 s", found.getFirst().text());
    }

    @Test
    void one_that_breaks_is_told_and_the_order_is_kept() throws Exception {
        Probes probes = new Probes(Duration.ofMinutes(2));
        probes.add("broken", () -> {
            throw new IllegalStateException("oh");
        });
        probes.add("whole", () -> List.of(fine("whole")));
        List<Finding> found = probes.run();
        assertEquals(
                List.of(State.FAILED, State.OK),
                found.stream().map(Finding::state).toList());
        assertThrows(IllegalArgumentException.class, () -> probes.add("whole", List::of));
    }
}
