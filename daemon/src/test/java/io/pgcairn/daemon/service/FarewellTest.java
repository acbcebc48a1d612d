package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FarewellTest {
    private final CountDownLatch stuck = new CountDownLatch(1);

    private void hang() {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void who_does_not_stop_in_time_is_remembered_until_it_has() throws Exception {
        Farewell farewell = new Farewell(Duration.ofMillis(1));
        farewell.begin("slow", this::hang);
        farewell.await(() -> false);
        List<Thread> stopping = farewell.stopping("slow");
        assertEquals(1, stopping.size());
        assertEquals(List.of(), farewell.stopping("other"));
        stuck.countDown();
        stopping.getFirst().join();
        assertEquals(List.of(), farewell.stopping("slow"));
    }

    @Test
    void the_end_waits_for_those_that_were_left_behind_too() throws Exception {
        Farewell farewell = new Farewell(Duration.ofMinutes(2));
        farewell.begin("slow", this::hang);
        Thread left = farewell.stopping("slow").getFirst();
        farewell.leaveBehind();
        farewell.await(() -> false);
        assertEquals(1, farewell.stopping("slow").size(), "it was waited for a second time");
        Thread.ofVirtual().start(stuck::countDown);
        farewell.awaitLast();
        assertFalse(left.isAlive(), "it was not waited for");
    }
}
