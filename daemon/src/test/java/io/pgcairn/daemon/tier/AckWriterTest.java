package io.pgcairn.daemon.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AckWriterTest {
    private static final ObjectKey SEGMENT =
            new ObjectKey("main/7000000000000000001/wal/00000001/000000010000000000000003-0123456789abcdef.zst.age");
    private static final ObjectKey PACK =
            new ObjectKey("main/7000000000000000001/backups/20261121T070300.123Z/pack/0000.tar.zst.age");
    private static final ObjectKey LINEAGE = new ObjectKey("main/7000000000000000001/lineage.json");

    private final FaultyObjectStore near = store();
    private final FaultyObjectStore far = store();
    private final AckWriter writer = new AckWriter(List.of(new Tier("near", near), new Tier("far", far)));

    private static FaultyObjectStore store() {
        return new FaultyObjectStore(new MemoryObjectStore(Clock.systemUTC()), FaultScript.none());
    }

    @Test
    void an_object_is_on_every_tier_with_the_same_bytes() throws Exception {
        put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "some", "thing");

        assertEquals("something", text(near, SEGMENT));
        assertEquals("something", text(far, SEGMENT));
    }

    @Test
    void nothing_is_visible_anywhere_before_the_commit_and_after_a_close_without() throws Exception {
        try (ObjectUpload upload = writer.upload(SEGMENT, PutCondition.IF_ABSENT)) {
            upload.write(bytes("half of it"));
            assertEquals(List.of(), keys(near));
        }
        assertEquals(List.of(), keys(near));
        assertEquals(List.of(), keys(far));
    }

    @ParameterizedTest
    @CsvSource({"near,UPLOAD", "far,UPLOAD", "near,WRITE", "far,WRITE", "near,COMMIT", "far,COMMIT", "far,COMMITTED"})
    void a_failure_of_one_tier_fails_the_whole_with_its_name_and_a_retry_completes(String tier, StoreStep step)
            throws Exception {
        FaultyObjectStore failing = tier.equals("near") ? near : far;
        failing.follow(FaultScript.failing(step, 1, _ -> true, key -> new StoreFullException("no room", "make", null)));

        StoreFullException failure = assertThrows(
                StoreFullException.class, () -> put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes"));

        assertEquals("tier " + tier + ": no room", failure.getMessage());
        assertEquals("make", failure.hint());
        assertEquals("bytes", text(tier.equals("near") ? far : near, SEGMENT), "the other tier has it already");
        putOrMeet(SEGMENT, "bytes");
        assertEquals("bytes", text(near, SEGMENT));
        assertEquals("bytes", text(far, SEGMENT));
    }

    @Test
    void when_no_tier_takes_bytes_any_more_the_upload_ends_at_once() throws Exception {
        FaultScript down = FaultScript.failing(
                StoreStep.WRITE, 9, _ -> true, key -> new StoreUnavailableException("down", "", null));
        near.follow(down);
        far.follow(down);
        try (ObjectUpload upload = writer.upload(SEGMENT, PutCondition.IF_ABSENT)) {
            assertThrows(StoreUnavailableException.class, () -> upload.write(bytes("x")));
        }
        near.follow(FaultScript.failing(
                StoreStep.UPLOAD, 9, _ -> true, key -> new StoreUnavailableException("down", "", null)));
        far.follow(taken(StoreStep.UPLOAD));
        assertThrows(StoreUnavailableException.class, () -> writer.upload(SEGMENT, PutCondition.IF_ABSENT));
    }

    @Test
    void when_all_tiers_fail_at_the_commit_one_is_told_and_the_other_kept_beside_it() {
        FaultScript down = FaultScript.failing(
                StoreStep.COMMIT, 9, _ -> true, key -> new StoreUnavailableException("down", "", null));
        near.follow(down);
        far.follow(down);

        StoreException failure =
                assertThrows(StoreException.class, () -> put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes"));

        assertEquals("tier near: down", failure.getMessage());
        assertEquals("tier far: down", failure.getSuppressed()[0].getMessage());
    }

    @ParameterizedTest
    @CsvSource({"near", "far"})
    void what_one_tier_has_already_under_its_contents_name_gets_to_the_other(String tier) throws Exception {
        put((tier.equals("near") ? near : far).upload(SEGMENT, PutCondition.IF_ABSENT), "sealed before");

        put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "sealed again");

        assertEquals(tier.equals("near") ? "sealed before" : "sealed again", text(near, SEGMENT));
        assertEquals(tier.equals("near") ? "sealed again" : "sealed before", text(far, SEGMENT));
    }

    @Test
    void exists_is_said_when_every_tier_has_it() throws Exception {
        put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes");

        assertThrows(ObjectExistsException.class, () -> put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes"));
    }

    @Test
    void exists_that_a_tier_finds_at_the_beginning_counts_as_well() throws Exception {
        put(far.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes");
        far.follow(taken(StoreStep.UPLOAD));
        put(writer.upload(SEGMENT, PutCondition.IF_ABSENT), "bytes");
        assertEquals("bytes", text(near, SEGMENT));

        near.follow(taken(StoreStep.UPLOAD));
        assertThrows(ObjectExistsException.class, () -> writer.upload(SEGMENT, PutCondition.IF_ABSENT));
    }

    private static FaultScript taken(StoreStep step) {
        return FaultScript.failing(step, 9, _ -> true, key -> new ObjectExistsException(key + " exists", "", null));
    }

    @ParameterizedTest
    @CsvSource({"near", "far"})
    void a_pack_that_only_one_tier_has_is_told_as_the_contradiction_it_is(String tier) throws Exception {
        put((tier.equals("near") ? near : far).upload(PACK, PutCondition.IF_ABSENT), "another backup's");

        StoreForbiddenException failure = assertThrows(
                StoreForbiddenException.class, () -> put(writer.upload(PACK, PutCondition.IF_ABSENT), "ours"));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("tier " + tier), failure::toString);
    }

    @Test
    void a_replacement_goes_to_every_tier() throws Exception {
        put(writer.upload(SEGMENT, PutCondition.REPLACE), "old");
        put(writer.upload(SEGMENT, PutCondition.REPLACE), "new");

        assertEquals("new", text(near, SEGMENT));
        assertEquals("new", text(far, SEGMENT));
    }

    @Test
    void an_upload_that_failed_takes_nothing_more() throws Exception {
        far.follow(FaultScript.failing(
                StoreStep.WRITE, 1, _ -> true, key -> new StoreUnavailableException("down", "", null)));
        try (ObjectUpload upload = writer.upload(PACK, PutCondition.IF_ABSENT)) {
            assertThrows(StoreUnavailableException.class, () -> upload.write(bytes("x")));
            assertThrows(IllegalStateException.class, () -> upload.write(bytes("x")));
            assertThrows(IllegalStateException.class, upload::commit);
        }
    }

    @ParameterizedTest
    @CsvSource({"near", "far"})
    void a_record_that_one_tier_has_wins_and_gets_to_the_other(String tier) throws Exception {
        put((tier.equals("near") ? near : far).upload(LINEAGE, PutCondition.IF_ABSENT), "first");

        assertThrows(ObjectExistsException.class, () -> put(writer.upload(LINEAGE, PutCondition.IF_ABSENT), "second"));

        assertEquals("first", text(near, LINEAGE));
        assertEquals("first", text(far, LINEAGE));
    }

    @ParameterizedTest
    @CsvSource({"near,COMMIT", "far,COMMIT", "far,COMMITTED", "near,GET", "far,GET"})
    void a_record_that_got_to_some_tiers_only_is_completed_by_its_writer(String tier, StoreStep step) throws Exception {
        (tier.equals("near") ? near : far)
                .follow(FaultScript.failing(
                        step, 1, _ -> true, key -> new StoreUnavailableException("down", "", null)));
        StoreException failure =
                assertThrows(StoreException.class, () -> put(writer.upload(LINEAGE, PutCondition.IF_ABSENT), "ours"));
        assertEquals("tier " + tier + ": down", failure.getMessage());

        putOrMeet(LINEAGE, "ours");

        assertEquals("ours", text(near, LINEAGE));
        assertEquals("ours", text(far, LINEAGE));
    }

    @Test
    void of_racing_writers_of_a_record_one_wins_and_all_tiers_have_its_bytes() throws Exception {
        for (int round = 0; round < 50; round++) {
            ObjectKey key = new ObjectKey("main/" + (7000000000000000001L + round) + "/lineage.json");
            int winners = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Boolean>> racers = List.of(() -> wins(key, "one"), () -> wins(key, "two"));
                for (Future<Boolean> racer : threads.invokeAll(racers)) {
                    winners += racer.get() ? 1 : 0;
                }
            }
            assertEquals(1, winners, "round " + round);
            assertEquals(text(near, key), text(far, key));
        }
    }

    private boolean wins(ObjectKey key, String content) throws Exception {
        try {
            put(writer.upload(key, PutCondition.IF_ABSENT), content);
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    private void putOrMeet(ObjectKey key, String content) throws Exception {
        try {
            put(writer.upload(key, PutCondition.IF_ABSENT), content);
        } catch (ObjectExistsException e) {
            // A reply was lost: what we wanted to store is there.
            assertEquals(content, text(near, key));
        }
    }

    private static void put(ObjectUpload upload, String... parts) throws Exception {
        try (upload) {
            for (String part : parts) {
                upload.write(bytes(part));
            }
            upload.commit();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ObjectStore store, ObjectKey key) throws Exception {
        try (InputStream in = store.get(key, ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> keys(ObjectStore store) throws Exception {
        return store.list("", "", 100).objects().stream()
                .map(object -> object.key().value())
                .toList();
    }
}
