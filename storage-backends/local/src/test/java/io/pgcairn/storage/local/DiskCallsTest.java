package io.pgcairn.storage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiskCallsTest {
    @Test
    void works_on_no_more_calls_at_once_than_it_may() throws Exception {
        CountDownLatch twoBegan = new CountDownLatch(2);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (DiskCalls calls = new DiskCalls("file:///x", Duration.ofMinutes(5), 2);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                results.add(callers.submit(() -> calls.run("working", call -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    twoBegan.countDown();
                    boolean began = await(twoBegan);
                    working.decrementAndGet();
                    return began;
                })));
            }
            for (Future<Boolean> result : results) {
                assertTrue(result.get());
            }
            assertEquals(2, most.get());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
