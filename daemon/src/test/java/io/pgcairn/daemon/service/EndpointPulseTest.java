package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pgcairn.daemon.pulse.Pulses;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointPulseTest {
    private final AtomicLong now = new AtomicLong();
    private final Deque<Runnable> questions = new ArrayDeque<>();

    private EndpointPulse asking(Executor... loops) {
        return new EndpointPulse(List.of(loops), new Pulses(now::get));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void a_loop_that_answers_is_never_late() {
        EndpointPulse endpoint = asking(Runnable::run, Runnable::run);
        for (int ask = 0; ask < 10; ask++) {
            endpoint.ask();
            pass(Duration.ofHours(1));
            assertEquals(List.of(), endpoint.late());
        }
    }

    @Test
    void one_that_does_not_answer_is_late_after_a_minute_asked_once_and_forgiven_when_it_answers() {
        EndpointPulse endpoint = asking(Runnable::run, questions::add);
        endpoint.ask();
        pass(Duration.ofSeconds(60));
        endpoint.ask();
        assertEquals(List.of(), endpoint.late());
        pass(Duration.ofSeconds(1));
        endpoint.ask();
        assertEquals(List.of("the endpoint"), endpoint.late());
        assertEquals(1, questions.size(), "questions that pile up in a stuck loop");
        questions.remove().run();
        assertEquals(List.of(), endpoint.late());
    }

    @Test
    void one_that_was_closed_is_not_missed() {
        EndpointPulse endpoint = asking(task -> {
            throw new RejectedExecutionException("closed");
        });
        endpoint.ask();
        pass(Duration.ofHours(1));
        assertEquals(List.of(), endpoint.late());
    }
}
