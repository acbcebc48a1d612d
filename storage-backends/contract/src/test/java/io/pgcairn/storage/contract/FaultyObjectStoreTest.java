package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Without faults it is a store like any other; with them it fails where it is told to. */
class FaultyObjectStoreTest implements ObjectStoreContract {
    private static final Function<String, StoreException> DOWN =
            key -> new StoreUnavailableException("down for " + key, "", null);

    private final MemoryObjectStore memory = new MemoryObjectStore(Clock.systemUTC());

    @Override
    public ObjectStore open(Duration timeout) {
        return new FaultyObjectStore(memory.reopen(timeout), FaultScript.none());
    }

    @Test
    void fails_as_often_as_told_and_then_succeeds() throws Exception {
        try (ObjectStore store = faulty(FaultScript.failing(StoreStep.LIST, 2, key -> true, DOWN))) {
            assertThrows(StoreUnavailableException.class, () -> store.list("", "", 1));
            assertThrows(StoreUnavailableException.class, () -> store.list("", "", 1));
            assertTrue(store.list("", "", 1).isLast());
        }
    }

    @Test
    void shows_nothing_of_an_upload_whose_write_or_commit_failed() throws Exception {
        for (StoreStep step : List.of(StoreStep.UPLOAD, StoreStep.WRITE, StoreStep.COMMIT)) {
            try (ObjectStore store = faulty(FaultScript.failing(step, 1, key -> key.equals("a"), DOWN))) {
                assertThrows(StoreUnavailableException.class, () -> StoreUnderTest.put(store, "a"), step.name());
                assertEquals(List.of(), StoreUnderTest.keys(store), step.name());
            }
        }
    }

    @Test
    void kills_an_upload_whose_write_failed() throws Exception {
        try (ObjectStore store = faulty(FaultScript.failing(StoreStep.WRITE, 1, key -> true, DOWN));
                ObjectUpload upload = store.upload(StoreUnderTest.key("a"), PutCondition.IF_ABSENT)) {
            assertThrows(StoreUnavailableException.class, () -> upload.write(ByteBuffer.allocate(1)));
            assertThrows(IllegalStateException.class, upload::commit);
        }
    }

    @Test
    void loses_the_reply_of_a_commit_that_was_done() throws Exception {
        try (ObjectStore store = faulty(FaultScript.failing(StoreStep.COMMITTED, 1, key -> true, DOWN))) {
            assertThrows(StoreUnavailableException.class, () -> StoreUnderTest.put(store, "a"));
            assertEquals(List.of("a"), StoreUnderTest.keys(store));
            assertThrows(ObjectExistsException.class, () -> StoreUnderTest.put(store, "a"));
        }
    }

    @Test
    void fails_in_the_middle_of_a_stream() throws Exception {
        try (ObjectStore store = faulty(FaultScript.failing(StoreStep.READ, 1, key -> true, DOWN))) {
            StoreUnderTest.put(store, "a");
            assertThrows(StoreUnavailableException.class, () -> StoreUnderTest.get(store, "a", ByteRange.ALL));
            assertEquals(10, StoreUnderTest.get(store, "a", ByteRange.ALL).length);
        }
    }

    @Test
    void holds_a_step_until_it_is_released() throws Exception {
        HeldStep held = new HeldStep(StoreStep.COMMIT, key -> true);
        try (ObjectStore store = faulty(held)) {
            List<Boolean> shown = Race.run(2, role -> () -> {
                if (role == 0) {
                    StoreUnderTest.put(store, "a");
                    return true;
                }
                try {
                    assertTrue(held.awaitReached(Duration.ofSeconds(30)));
                    return !StoreUnderTest.keys(store).isEmpty();
                } finally {
                    held.release();
                }
            });
            assertFalse(shown.get(1), "nothing is shown while the commit is held");
            assertEquals(List.of("a"), StoreUnderTest.keys(store));
        }
    }

    private ObjectStore faulty(FaultScript script) {
        return new FaultyObjectStore(memory.reopen(Duration.ofMinutes(1)), script);
    }
}
