package io.pgcairn.daemon.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReadAheadTest {
    private static final List<Integer> KEYS = IntStream.range(0, 100).boxed().toList();

    @Test
    void keeps_the_order_whatever_comes_first() throws IOException {
        CountDownLatch later = new CountDownLatch(15);
        List<String> read = ReadAhead.inOrder(KEYS, key -> {
            if (key == 0) {
                await(later);
            } else {
                later.countDown();
            }
            return "v" + key;
        });
        assertEquals(KEYS.stream().map(key -> "v" + key).toList(), read);
        assertEquals(List.of(), ReadAhead.inOrder(List.of(), key -> key));
    }

    @Test
    void reads_sixteen_at_once_and_no_more() throws IOException {
        CountDownLatch sixteen = new CountDownLatch(16);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ReadAhead.inOrder(KEYS, key -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            sixteen.countDown();
            await(sixteen);
            now.decrementAndGet();
            return key;
        });
        assertEquals(16, most.get());
    }

    @Test
    void throws_the_failure_of_the_first_key_and_begins_nothing_more() {
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicReference<Thread> failing = new AtomicReference<>(Thread.currentThread());
        IOException first = new IOException("first");
        IOException thrown = assertThrows(
                IOException.class,
                () -> ReadAhead.inOrder(KEYS, key -> {
                    begun.incrementAndGet();
                    if (key == 3) {
                        failing.set(Thread.currentThread());
                        third.countDown();
                        await(second);
                        throw first;
                    }
                    if (key == 7) {
                        await(third);
                        second.countDown();
                        throw new IOException("second");
                    }
                    await(second);
                    if (key >= 16) {
                        // Its reader ends once the failure is known; what is begun later would be too much.
                        join(Objects.requireNonNull(failing.get()));
                    }
                    return key;
                }));
        assertSame(first, thrown);
        assertTrue(begun.get() <= 32, () -> begun + " of 100 were begun");
    }

    @Test
    void hands_on_what_nobody_expects() {
        assertThrows(
                IllegalStateException.class,
                () -> ReadAhead.inOrder(List.of(1), _ -> {
                    throw new IllegalStateException("unexpected");
                }));
    }

    @Test
    void an_interrupt_of_the_caller_ends_the_readers() {
        Thread.currentThread().interrupt();
        assertThrows(
                IOException.class,
                () -> ReadAhead.inOrder(KEYS, key -> {
                    await(new CountDownLatch(1));
                    return key;
                }));
        assertTrue(Thread.interrupted(), "the interrupt stays set");
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
