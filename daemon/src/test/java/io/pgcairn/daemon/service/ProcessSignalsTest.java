package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessSignalsTest {
    private final ProcessSignals signals = new ProcessSignals();

    private CompletableFuture<ProcessSignals.Wish> next() {
        CompletableFuture<ProcessSignals.Wish> wish = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                wish.complete(signals.next());
            } catch (InterruptedException e) {
                wish.completeExceptionally(e);
            }
        });
        return wish;
    }

    @Test
    void a_reload_that_comes_before_anybody_waits_is_not_lost() throws Exception {
        signals.reload();
        assertEquals(ProcessSignals.Wish.RELOAD, signals.next());
    }

    @Test
    void reloads_that_come_while_one_is_under_way_are_one_more() throws Exception {
        signals.reload();
        assertEquals(ProcessSignals.Wish.RELOAD, signals.next());
        signals.reload();
        signals.reload();
        signals.reload();
        assertEquals(ProcessSignals.Wish.RELOAD, signals.next());
        CompletableFuture<ProcessSignals.Wish> third = next();
        assertFalse(third.isDone());
        signals.stop();
        assertEquals(ProcessSignals.Wish.STOP, third.get(2, TimeUnit.MINUTES));
    }

    @Test
    void a_stop_goes_before_a_reload_and_stays() throws Exception {
        signals.reload();
        signals.stop();
        signals.stop();
        assertEquals(ProcessSignals.Wish.STOP, signals.next());
        signals.reload();
        assertEquals(ProcessSignals.Wish.STOP, signals.next());
        assertTrue(signals.isStopWanted());
    }
}
