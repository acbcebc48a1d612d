package io.pgcairn.daemon.drill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void interrupts_whoever_works_too_long_and_leaves_no_interrupt_behind() {
        try (Deadline deadline = new Deadline(Duration.ofMillis(1))) {
            assertThrows(InterruptedException.class, new CountDownLatch(1)::await);
            assertTrue(deadline.isOver());
        }
        assertFalse(Thread.interrupted());
    }

    @Test
    void interrupts_nobody_once_it_is_closed_and_keeps_what_others_wish() {
        try (Deadline deadline = new Deadline(Duration.ofDays(1))) {
            assertTrue(deadline.left().compareTo(Duration.ofHours(23)) > 0);
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted());
    }
}
