package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.daemon.http.WalDesk;
import io.pgcairn.daemon.restore.WalAnswer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SucceedingWalTest {
    private static final WalAnswer ABSENT = new WalAnswer.Absent("it is the end");
    private static final WalAnswer CLOSED =
            new WalAnswer.Unavailable(Fault.INTERNAL, "the store is closed", "ask again");

    private final AtomicReference<Optional<WalDesk>> current = new AtomicReference<>(Optional.empty());

    private WalAnswer ask(WalDesk first) {
        return new SucceedingWal(first, current::get).answer(Optional.empty(), Optional.empty(), "00000002.history");
    }

    @Test
    void a_request_that_a_reload_takes_the_store_from_is_answered_by_the_successor() {
        WalDesk successor = (_, _, _) -> ABSENT;
        assertSame(ABSENT, ask((_, _, _) -> {
            current.set(Optional.of(successor));
            return CLOSED;
        }));
        assertSame(ABSENT, ask((_, _, _) -> {
            current.set(Optional.of(successor));
            throw new IllegalStateException("closed");
        }));
    }

    @Test
    void one_that_has_no_successor_gives_its_own_answer_once() {
        AtomicInteger asked = new AtomicInteger();
        WalDesk alone = (_, _, _) -> {
            asked.incrementAndGet();
            return CLOSED;
        };
        current.set(Optional.of(alone));
        assertSame(CLOSED, ask(alone));
        current.set(Optional.empty());
        assertSame(CLOSED, ask(alone));
        assertEquals(2, asked.get());
        assertThrows(
                IllegalStateException.class,
                () -> ask((_, _, _) -> {
                    throw new IllegalStateException("a defect");
                }));
    }
}
