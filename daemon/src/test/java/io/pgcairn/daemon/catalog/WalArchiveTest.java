package io.pgcairn.daemon.catalog;

import static io.pgcairn.daemon.catalog.WalFixture.content;
import static io.pgcairn.daemon.catalog.WalFixture.segment;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.daemon.pipeline.CorruptFrameException;
import io.pgcairn.daemon.postgres.Lsn;
import io.pgcairn.daemon.postgres.TimelineId;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalArchiveTest {
    private static final int SIZE = WalFixture.SIZE.bytes();

    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private WalFixture fixture;
    private WalInventory inventory;

    @BeforeEach
    void open() throws IOException {
        fixture = new WalFixture(store);
        inventory = fixture.wal().inventory();
    }

    private List<String> keys() throws IOException {
        return store.list("", "", 1000).objects().stream()
                .map(ObjectInfo::key)
                .map(ObjectKey::value)
                .toList();
    }

    @Test
    void names_are_those_of_the_format() throws IOException {
        fixture.push(1, 3);
        fixture.pushTail(1, 4, 0, 0x1000);
        fixture.pushHistory(2, "1\t0/300000\tno recovery target specified\n");
        List<String> keys = keys();
        assertEquals("main/42/lineage.json", keys.getFirst());
        assertTrue(keys.get(1).matches("main/42/wal/00000001/000000010000000000000003-[0-9a-f]{16}\\.zst"));
        assertTrue(keys.get(2)
                .matches("main/42/wal/00000001/000000010000000000000004\\.tail/00000000-00001000-[0-9a-f]{16}\\.zst"));
        assertTrue(keys.get(3).matches("main/42/wal/00000002\\.history-[0-9a-f]{16}"));
    }

    @Test
    void every_name_reads_back_as_what_it_was() throws IOException {
        fixture.push(1, 3);
        fixture.pushTail(1, 4, 16, 0x1000);
        fixture.pushHistory(2, "1\t0/300000\tx\n");
        WalFixture again = new WalFixture(store);
        again.wal().inventory().refresh();
        assertTrue(again.wal().inventory().isComplete(segment(1, 3)));
        assertEquals(List.of(new TimelineId(2)), again.wal().inventory().timelinesWithHistory());
        assertEquals(0, again.wal().inventory().tailBytes(segment(1, 4)), "the tail does not begin at 0");
    }

    @Test
    void foreign_names_are_left_alone() throws IOException {
        for (String name : List.of(
                "notes.txt",
                "00000001/000000020000000000000003-0123456789abcdef.zst",
                "00000001/000000010000000000000003.partial",
                "00000001/0000000100000000FFFFFFFF-0123456789abcdef.zst")) {
            try (ObjectUpload upload = store.upload(new ObjectKey("main/42/wal/" + name), PutCondition.IF_ABSENT)) {
                upload.commit();
            }
        }
        inventory.refresh();
        assertTrue(inventory.segmentsOf(new TimelineId(1)).isEmpty());
    }

    @Test
    void a_segment_comes_back_as_it_went_and_may_go_twice() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 3);
        ByteBuffer back = ByteBuffer.allocateDirect(SIZE);
        fixture.wal().fetchSegment(segment(1, 3), back);
        assertEquals(content(3), back.flip());
        assertEquals(2, keys().size());
    }

    @Test
    void two_contents_of_one_name_are_both_kept_and_neither_is_served() throws IOException {
        fixture.push(1, 3);
        fixture.wal().pushSegment(segment(1, 3), content(99));
        assertTrue(inventory.isContradictory(segment(1, 3)));
        assertEquals(3, keys().size());
        assertThrows(
                CorruptFrameException.class,
                () -> fixture.wal().fetchSegment(segment(1, 3), ByteBuffer.allocate(SIZE)));
    }

    @Test
    void the_same_bytes_sealed_and_not_are_one_content() throws IOException {
        fixture.push(1, 3);
        String unsealed = keys().get(1);
        try (ObjectUpload upload = store.upload(new ObjectKey(unsealed + ".age"), PutCondition.IF_ABSENT)) {
            upload.commit();
        }
        inventory.refresh();
        assertFalse(inventory.isContradictory(segment(1, 3)));
    }

    @Test
    void a_segment_under_another_content_s_name_is_refused() throws IOException {
        fixture.push(1, 3);
        String right = keys().get(1);
        ObjectKey wrong = new ObjectKey(right.replaceAll("-[0-9a-f]{16}", "-0123456789abcdef"));
        try (ObjectUpload upload = store.upload(wrong, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(store.get(new ObjectKey(right), io.pgcairn.storage.ByteRange.ALL)
                    .readAllBytes()));
            upload.commit();
        }
        store.delete(List.of(new ObjectKey(right)));
        inventory.refresh();
        assertThrows(
                CorruptFrameException.class,
                () -> fixture.wal().fetchSegment(segment(1, 3), ByteBuffer.allocate(SIZE)));
    }

    @Test
    void a_segment_that_is_not_there_is_missing() {
        assertThrows(
                ObjectMissingException.class,
                () -> fixture.wal().fetchSegment(segment(1, 3), ByteBuffer.allocate(SIZE)));
        assertThrows(ObjectMissingException.class, () -> fixture.wal().fetchHistory(new TimelineId(2)));
    }

    @Test
    void tails_that_overlap_are_joined() throws IOException {
        fixture.pushTail(1, 4, 0, 1000);
        fixture.pushTail(1, 4, 1000, 5000);
        fixture.pushTail(1, 4, 0, 3000);
        fixture.pushTail(1, 4, 3000, 9000);
        fixture.pushTail(1, 4, 9500, 9600);
        assertEquals(9000, inventory.tailBytes(segment(1, 4)));
        ByteBuffer back = ByteBuffer.allocate(SIZE);
        assertEquals(9000, fixture.wal().fetchTails(segment(1, 4), back));
        assertArrayEquals(
                java.util.Arrays.copyOf(content(4).array(), 9000), java.util.Arrays.copyOf(back.array(), 9000));
    }

    @Test
    void tails_of_two_histories_are_not_spliced() throws IOException {
        fixture.pushTail(1, 4, 0, 1000);
        fixture.wal().pushTail(segment(1, 4), 500, content(99).slice(500, 1000));
        assertEquals(1500, inventory.tailBytes(segment(1, 4)));
        assertThrows(
                CorruptFrameException.class, () -> fixture.wal().fetchTails(segment(1, 4), ByteBuffer.allocate(SIZE)));
        fixture.wal().pushTail(segment(1, 5), 0, content(5).slice(0, 100));
        fixture.wal().pushTail(segment(1, 5), 0, content(99).slice(0, 100));
        assertThrows(
                CorruptFrameException.class, () -> fixture.wal().fetchTails(segment(1, 5), ByteBuffer.allocate(SIZE)));
    }

    @Test
    void tails_prove_themselves_against_the_bytes_that_come_again() throws IOException {
        fixture.pushTail(1, 4, 0, 1000);
        fixture.pushTail(1, 4, 1000, 5000);
        assertTrue(fixture.wal().provesTails(segment(1, 4), content(4).slice(0, 5000)));
        assertFalse(fixture.wal().provesTails(segment(1, 4), content(99).slice(0, 5000)));
    }

    @Test
    void tails_go_only_after_the_whole_segment_is_there() throws IOException {
        fixture.pushTail(1, 4, 0, 1000);
        fixture.wal().deleteTails(segment(1, 4));
        assertEquals(1000, inventory.tailBytes(segment(1, 4)));
        fixture.push(1, 4);
        fixture.wal().deleteTails(segment(1, 4));
        assertEquals(0, inventory.tailBytes(segment(1, 4)));
        assertTrue(keys().stream().noneMatch(key -> key.contains(".tail/")));
    }

    @Test
    void runs_and_gaps_are_computed_from_what_is_there() throws IOException {
        fixture.push(1, 3);
        fixture.push(1, 4);
        fixture.push(1, 7);
        fixture.pushTail(1, 8, 0, 4096);
        fixture.pushTail(1, 10, 100, 200);
        assertEquals(
                List.of(
                        new WalRun(new TimelineId(1), lsn(3), lsn(5)),
                        new WalRun(new TimelineId(1), lsn(7), lsn(8).plus(4096))),
                inventory.runs(new TimelineId(1)));
        assertTrue(inventory.hasLater(segment(1, 8)));
        assertFalse(inventory.hasLater(segment(1, 10)));
    }

    @Test
    void a_random_order_of_arrival_gives_the_same_inventory_as_a_listing() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Integer> numbers = new java.util.ArrayList<>(
                random.ints(40, 0, 60).distinct().boxed().toList());
        Collections.shuffle(numbers, random);
        for (int number : numbers) {
            if (random.nextBoolean()) {
                fixture.push(1, number);
            } else {
                fixture.pushTail(1, number, 0, 1 + random.nextInt(SIZE - 1));
            }
        }
        WalFixture again = new WalFixture(store);
        again.wal().inventory().refresh();
        assertEquals(inventory.runs(new TimelineId(1)), again.wal().inventory().runs(new TimelineId(1)));
    }

    @Test
    void a_refresh_from_a_segment_finds_it_and_what_follows() throws IOException {
        WalFixture other = new WalFixture(store);
        other.push(1, 2);
        other.pushTail(1, 3, 0, 10);
        other.push(1, 5);
        inventory.refreshFrom(segment(1, 3));
        assertEquals(List.of(segment(1, 3), segment(1, 5)), inventory.segmentsOf(new TimelineId(1)));
    }

    private static Lsn lsn(long segment) {
        return new Lsn(segment * SIZE);
    }
}
