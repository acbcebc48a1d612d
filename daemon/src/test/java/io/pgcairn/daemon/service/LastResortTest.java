package io.pgcairn.daemon.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastResortTest {
    private final List<Integer> halts = new ArrayList<>();
    private final LastResort lastResort = new LastResort(halts::add);

    @Test
    void an_error_ends_the_process_rather_than_let_it_limp() {
        lastResort.uncaughtException(Thread.currentThread(), new OutOfMemoryError("a drill"));
        assertEquals(List.of(1), halts);
    }

    @Test
    void an_exception_is_told_and_the_others_go_on() {
        lastResort.uncaughtException(Thread.currentThread(), new IllegalStateException("a drill"));
        assertEquals(List.of(), halts);
    }
}
