package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLister;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AckStoreTest {
    private final FaultyObjectStore near =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    private final FaultyObjectStore far =
            new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    private final AckStore store = new AckStore(List.of(new Tier("near", near), new Tier("far", far)));

    @Test
    void a_listing_shows_what_any_tier_has_and_the_durable_one_what_all_have() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TreeSet<String> any = new TreeSet<>();
        TreeSet<String> all = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            String key = "k/" + random.nextInt(100_000);
            if (!any.add(key)) {
                continue;
            }
            int holders = random.nextInt(3);
            if (holders != 1) {
                put(near, key);
            }
            if (holders != 0) {
                put(far, key);
            }
            if (holders == 2) {
                all.add(key);
            }
        }

        for (int limit : new int[] {1, 2, 7, 299, 5000}) {
            assertEquals(List.copyOf(any), keys(store, limit), "seed " + seed + " limit " + limit);
            assertEquals(List.copyOf(all), keys(store.durable(), limit), "seed " + seed + " limit " + limit);
        }
    }

    @Test
    void listings_of_stores_that_give_short_pages_leave_nothing_out() throws Exception {
        AckStore stingy = new AckStore(
                List.of(new Tier("near", new ShortPages(near, 2)), new Tier("far", new ShortPages(far, 3))));
        List<String> any = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            put(i % 3 == 0 ? near : far, "k/" + i);
            any.add("k/" + i);
        }
        put(near, "k/39x");
        put(far, "k/39x");
        any.add("k/39x");

        assertEquals(any, keys(stingy, 100));
        assertEquals(List.of("k/39x"), keys(stingy.durable(), 100));
    }

    @Test
    void an_object_is_read_from_the_first_tier_that_has_it() throws Exception {
        put(far, "only/far");

        try (InputStream in = store.get(new ObjectKey("only/far"), ByteRange.ALL)) {
            assertEquals("only/far", new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertEquals(8, store.head(new ObjectKey("only/far")).size());
        assertThrows(ObjectMissingException.class, () -> store.head(new ObjectKey("none")));
    }

    @Test
    void a_tier_that_fails_is_told_by_name_and_not_passed_over() throws Exception {
        put(far, "only/far");
        near.follow(failing(StoreStep.HEAD));

        StoreException failure = assertThrows(StoreException.class, () -> store.head(new ObjectKey("only/far")));

        assertEquals("tier near: down", failure.getMessage());
    }

    @Test
    void a_deletion_goes_to_every_tier_also_after_one_failed() throws Exception {
        put(near, "a");
        put(far, "a");
        near.follow(failing(StoreStep.DELETE));

        assertThrows(StoreUnavailableException.class, () -> store.delete(List.of(new ObjectKey("a"))));

        assertEquals(List.of(), keys(far, 10));
        near.follow(FaultScript.none());
        store.delete(List.of(new ObjectKey("a")));
        assertEquals(List.of(), keys(near, 10));
    }

    @Test
    void closing_closes_every_tier() throws Exception {
        store.close();

        assertThrows(StoreUnavailableException.class, () -> near.list("", "", 1));
        assertThrows(StoreUnavailableException.class, () -> far.list("", "", 1));
    }

    private static FaultScript failing(StoreStep step) {
        return FaultScript.failing(step, 1, _ -> true, _ -> new StoreUnavailableException("down", "", null));
    }

    private static void put(ObjectStore store, String key) throws IOException {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            upload.commit();
        }
    }

    private static List<String> keys(ObjectLister lister, int limit) throws StoreException {
        List<String> keys = new ArrayList<>();
        ObjectPage page = lister.list("", "", limit);
        page.objects().forEach(object -> keys.add(object.key().value()));
        while (!page.isLast()) {
            page = lister.list("", keys.getLast(), limit);
            page.objects().forEach(object -> keys.add(object.key().value()));
        }
        return keys;
    }
}
