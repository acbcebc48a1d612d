package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.StoreUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests that end otherwise than requests do. */
class RequestsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static Call call() {
        return new Call("asking", "fake://bucket", LONG);
    }

    /** Fails before its thread begins. */
    private record Unholdable() implements Request<Integer> {
        @Override
        public Integer send() {
            return 1;
        }

        @Override
        public void hold() {
            throw new IllegalStateException("the memory is gone");
        }
    }

    @Test
    void gives_the_permit_back_of_a_request_that_cannot_begin() throws Exception {
        try (Requests requests = new Requests(1, LONG)) {
            assertThrows(IllegalStateException.class, () -> requests.send(call(), new Unholdable()));
            assertEquals(2, requests.send(call(), () -> 2));
        }
    }

    @Test
    void hears_at_once_of_a_checked_exception_that_nobody_declares() throws Exception {
        try (Requests requests = new Requests(1, LONG)) {
            assertThrows(StoreUnavailableException.class, () -> requests.send(call(), () -> thrown(new Exception())));
            assertEquals(2, requests.send(call(), () -> 2));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Exception> Integer thrown(Exception e) throws T {
        throw (T) e;
    }
}
