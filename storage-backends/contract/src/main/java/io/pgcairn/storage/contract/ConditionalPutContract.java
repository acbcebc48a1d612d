package io.pgcairn.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.PutCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One winner among those who want to be first, and replacements nobody sees half of. */
interface ConditionalPutContract extends StoreUnderTest {
    int WRITERS = 16;

    @Test
    default void lets_exactly_one_of_sixteen_racing_writers_win() throws Exception {
        try (ObjectStore store = open()) {
            assumeTrue(store.capabilities().conditionalPut(), store.location() + " has no conditional put");
            for (int round = 0; round < 5; round++) {
                String key = "race/" + round + "/object";
                List<Boolean> won = Race.run(WRITERS, writer -> () -> tryPut(store, key, content(writer)));
                List<Integer> winners = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    if (won.get(writer)) {
                        winners.add(writer);
                    }
                }
                assertEquals(1, winners.size(), "winners of round " + round + ": " + winners);
                StoreUnderTest.assertContent(content(winners.getFirst()), store, key);
            }
            assertEquals(5, StoreUnderTest.keys(store).size());
        }
    }

    @Test
    default void refuses_a_taken_key_and_keeps_what_it_has() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "taken");
            assertThrows(
                    ObjectExistsException.class,
                    () -> StoreUnderTest.put(store, "taken", new byte[5], PutCondition.IF_ABSENT));
            StoreUnderTest.assertContent(StoreUnderTest.ascii("bytes of taken"), store, "taken");
        }
    }

    @Test
    default void takes_a_key_again_once_its_object_is_deleted() throws Exception {
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "a/b/again");
            store.delete(List.of(StoreUnderTest.key("a/b/again")));
            StoreUnderTest.put(store, "a/b/again", StoreUnderTest.ascii("second"), PutCondition.IF_ABSENT);
            StoreUnderTest.assertContent(StoreUnderTest.ascii("second"), store, "a/b/again");
        }
    }

    @Test
    default void replaces_an_object_as_a_whole_before_a_reader_s_eyes() throws Exception {
        int versions = 40;
        AtomicBoolean isDone = new AtomicBoolean();
        try (ObjectStore store = open()) {
            StoreUnderTest.put(store, "replaced", version(0), PutCondition.REPLACE);
            List<Integer> seen = Race.run(2, role -> () -> {
                if (role == 0) {
                    try {
                        for (int version = 1; version <= versions; version++) {
                            StoreUnderTest.put(store, "replaced", version(version), PutCondition.REPLACE);
                        }
                    } finally {
                        isDone.set(true);
                    }
                    return versions;
                }
                return readUntil(store, isDone);
            });
            assertEquals(versions, seen.getFirst());
            StoreUnderTest.assertContent(version(versions), store, "replaced");
        }
    }

    private static int readUntil(ObjectStore store, AtomicBoolean isDone) throws Exception {
        int last = 0;
        while (!isDone.get()) {
            byte[] bytes = StoreUnderTest.get(store, "replaced", ByteRange.ALL);
            int version = bytes[0];
            assertEquals(-1, Arrays.mismatch(version(version), bytes), "a mixture of versions, first " + version);
            last = version;
        }
        return last;
    }

    private static boolean tryPut(ObjectStore store, String key, byte[] bytes) throws Exception {
        try {
            StoreUnderTest.put(store, key, bytes, PutCondition.IF_ABSENT);
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    private static byte[] content(int writer) {
        return StoreUnderTest.randomBytes(writer, 10_000 + writer);
    }

    private static byte[] version(int version) {
        byte[] bytes = new byte[200_000 + 1000 * version];
        Arrays.fill(bytes, (byte) version);
        return bytes;
    }
}
