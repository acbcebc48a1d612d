package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.servers.gcs.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects in parts, over connections that break. */
class ResumableUploadTest {
    private static final int UNIT = 256 << 10;

    /** Parts of 1 MiB, so that small objects have several. */
    private static final Map<String, String> SMALL_PARTS = Map.of("part_size", "1MiB");

    private final StrictStores stores = new StrictStores();

    @AfterEach
    void stopServer() {
        stores.close();
    }

    @Test
    void goes_on_where_a_part_was_cut_off_in_an_object_of_sixty_megabytes() throws Exception {
        byte[] bytes = Objects.bytes((60 << 20) + 12_345);
        stores.server().plan(new Fault(Fault.Kind.PART_CUT_OFF, 1));
        try (ObjectStore store = stores.open()) {
            Objects.put(store, "large", bytes);
            assertEquals(0, stores.server().faultsLeft());
            assertEquals(1, requests("bytes */*"), "the session is asked how far it got");
            Objects.assertContent(bytes, store, "large");
        }
        assertEquals(0, requests("content-range=bytes " + (17 << 20) + "-" + (51 << 20)), "no part is longer");
        long resumed = (17 << 20) + (17 << 20) / 2;
        assertEquals(1, requests("content-range=bytes " + resumed + "-"), "the half that arrived is not sent again");
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) + 1, (1 << 20) + UNIT, 2 << 20, (3 << 20) - 1, (3 << 20) + UNIT + 7})
    void makes_an_object_of_any_length_from_parts(int length) throws Exception {
        try (ObjectStore store = stores.open(SMALL_PARTS)) {
            Objects.put(store, "any", Objects.bytes(length));
            Objects.assertContent(Objects.bytes(length), store, "any");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"PART_CUT_OFF", "PART_REPLY_LOST", "COMMIT_REPLY_LOST"})
    void survives_a_fault_and_knows_its_own_object(Fault.Kind kind) throws Exception {
        byte[] bytes = Objects.bytes((3 << 20) + 100);
        stores.server().plan(new Fault(kind, 0));
        try (ObjectStore store = stores.open(SMALL_PARTS)) {
            Objects.put(store, "object", bytes);
            assertEquals(0, stores.server().faultsLeft());
            Objects.assertContent(bytes, store, "object");
        }
    }

    @Test
    void knows_an_object_put_with_one_request_whose_reply_was_lost() throws Exception {
        stores.server().plan(new Fault(Fault.Kind.PUT_REPLY_LOST, 0));
        try (ObjectStore store = stores.open()) {
            Objects.put(store, "small", Objects.bytes(1000));
            assertEquals(0, stores.server().faultsLeft());
            Objects.assertContent(Objects.bytes(1000), store, "small");
        }
    }

    @Test
    void leaves_nothing_of_an_abandoned_upload() throws Exception {
        try (ObjectStore store = stores.open(SMALL_PARTS)) {
            try (ObjectUpload upload = store.upload(Objects.key("abandoned"), PutCondition.REPLACE)) {
                Objects.write(upload, Objects.bytes((4 << 20) + 5));
                assertEquals(1, stores.server().openSessions());
            }
            assertEquals(0, stores.server().openSessions());
            assertTrue(store.list("", "", 10).objects().isEmpty());
        }
    }

    @Test
    void says_that_the_object_must_be_put_anew_when_the_session_is_forgotten() throws Exception {
        stores.server().plan(new Fault(Fault.Kind.SESSION_FORGOTTEN, 1));
        try (ObjectStore store = stores.open(SMALL_PARTS)) {
            byte[] bytes = Objects.bytes(4 << 20);
            StoreUnavailableException e =
                    assertThrows(StoreUnavailableException.class, () -> Objects.put(store, "object", bytes));
            assertTrue(e.toString().contains("forgotten the upload"), e.toString());
            assertThrows(ObjectMissingException.class, () -> store.head(Objects.key("object")));
            Objects.put(store, "object", bytes);
            Objects.assertContent(bytes, store, "object");
        }
    }

    @Test
    void refuses_a_name_that_was_taken_while_the_parts_came() throws Exception {
        try (ObjectStore store = stores.open(SMALL_PARTS);
                ObjectUpload upload = store.upload(Objects.key("taken"), PutCondition.IF_ABSENT)) {
            Objects.write(upload, Objects.bytes((2 << 20) + 5));
            Objects.put(store, "taken", Objects.bytes(3));
            assertThrows(ObjectExistsException.class, upload::commit);
            Objects.assertContent(Objects.bytes(3), store, "taken");
        }
    }

    private long requests(String text) {
        return stores.server().requests().stream()
                .filter(each -> each.contains(text))
                .count();
    }
}
