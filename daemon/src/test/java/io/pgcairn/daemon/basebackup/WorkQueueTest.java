package io.pgcairn.daemon.basebackup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static final SourceEntry ENTRY = new SourceEntry.SourceDirectory("a", 0700, Instant.EPOCH);

    private final WorkQueue queue = new WorkQueue(1);

    @Test
    void hands_over_what_was_put_before_its_end() throws Exception {
        assertTrue(queue.put(ENTRY, Duration.ZERO));
        queue.end();
        assertEquals(Optional.of(ENTRY), queue.take());
        assertEquals(Optional.empty(), queue.take());
        assertEquals(Optional.empty(), queue.take());
    }

    @Test
    void takes_no_more_than_it_has_room_for() throws Exception {
        assertTrue(queue.put(ENTRY, Duration.ZERO));
        assertFalse(queue.put(ENTRY, Duration.ofMillis(1)));
    }

    @Test
    void fails_both_sides_once_it_is_halted() throws Exception {
        queue.put(ENTRY, Duration.ZERO);
        queue.halt();
        assertThrows(WorkQueue.HaltedException.class, queue::take);
        assertThrows(WorkQueue.HaltedException.class, () -> queue.put(ENTRY, Duration.ofDays(1)));
    }
}
