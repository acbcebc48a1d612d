package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who holds the bytes of an upload, and for how long. */
class UploadMemoryTest {
    private static final int CHUNK = ChunkPool.CHUNK_BYTES;

    @Test
    void sends_its_own_bytes_however_late() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        byte[] bytes = FaultyRemote.random(CHUNK);
        try (FaultyRemote faulty = FaultyRemote.impatientWithRequests()) {
            faulty.script.next("put", Step.late(latch));
            faulty.put(bytes, PutCondition.REPLACE);
            FaultyRemote.eventually(() -> faulty.script.underWay() == 1);
            assertEquals(CHUNK, faulty.store.heldBytes(), "the first try is still under way");
            for (int i = 0; i < 8; i++) {
                faulty.put(new byte[CHUNK], PutCondition.REPLACE);
            }
            assertArrayEquals(new byte[CHUNK], faulty.stored());
            latch.countDown();
            FaultyRemote.eventually(() -> faulty.script.underWay() == 0);
            assertArrayEquals(bytes, faulty.stored());
            faulty.store.close();
            FaultyRemote.eventually(() -> faulty.store.heldBytes() == 0);
        } finally {
            latch.countDown();
        }
    }

    @Test
    void gives_back_all_memory_of_uploads_that_ended_in_whatever_way() throws Exception {
        FaultyRemote faulty = FaultyRemote.patient();
        byte[] large = new byte[5 * CHUNK + 1];
        faulty.put(large, PutCondition.REPLACE);
        faulty.put(new byte[1], PutCondition.REPLACE);
        faulty.script.next("part", Step.failBefore(Step.unavailable("503")), Step.failAfter(Step.unavailable("reset")));
        faulty.put(large, PutCondition.REPLACE);
        faulty.script.next("begin", Step.crash(new IllegalStateException("strange")));
        faulty.put(large, PutCondition.REPLACE);
        assertThrows(StoreException.class, () -> faulty.put(large, PutCondition.IF_ABSENT));
        ObjectUpload abandoned = faulty.store.upload(FaultyRemote.KEY, PutCondition.REPLACE);
        abandoned.write(ByteBuffer.wrap(large));
        abandoned.close();
        faulty.close();
        FaultyRemote.eventually(() -> faulty.store.heldBytes() == 0);
    }

    @Test
    void gathers_in_bounded_memory_whatever_the_length() throws Exception {
        try (FaultyRemote faulty = FaultyRemote.patient();
                ObjectUpload upload = faulty.store.upload(FaultyRemote.KEY, PutCondition.REPLACE)) {
            ByteBuffer piece = ByteBuffer.allocate(CHUNK / 2);
            long most = 0;
            for (int i = 0; i < 100; i++) {
                upload.write(piece.clear());
                most = Math.max(most, faulty.store.heldBytes());
            }
            upload.commit();
            assertTrue(most <= 5L * CHUNK, most + " bytes for one part gathered, three in the background, one to come");
        }
    }

    @Test
    void shows_a_part_as_it_lies_in_memory() throws Exception {
        try (ChunkPool pool = new ChunkPool(4)) {
            GatheredPart part = new GatheredPart(pool);
            byte[] bytes = FaultyRemote.random(2 * CHUNK + 5);
            part.gather(ByteBuffer.wrap(bytes), 3 * CHUNK);
            SentBody body = SentBody.of(part, new Movement(0));
            assertEquals(bytes.length, body.length());
            assertEquals(3, body.slices().size());
            assertTrue(body.slices().stream().allMatch(slice -> slice.isDirect() && slice.isReadOnly()));
            assertArrayEquals(bytes, MemoryRemote.bytes(body));
            assertArrayEquals(bytes, MemoryRemote.bytes(body), "a second time");
            part.letGo(false);
        }
    }

    @Test
    void hands_no_memory_out_again_that_a_failed_request_saw() {
        try (ChunkPool pool = new ChunkPool(4)) {
            GatheredPart part = new GatheredPart(pool);
            part.gather(ByteBuffer.allocate(10), 10);
            part.hold();
            List<ByteBuffer> kept = part.slices();
            part.letGo(true);
            assertEquals(10, kept.getFirst().remaining());
            part.letGo(false);
            assertEquals(0, pool.heldBytes());
            assertThrows(IllegalStateException.class, () -> kept.getFirst().get(0), "others' bytes are never seen");
            assertThrows(IllegalStateException.class, part::hold);
        }
    }

    @Test
    void frees_what_was_idle_for_a_whole_period() {
        try (ChunkPool pool = new ChunkPool(2)) {
            List<Chunk> out = new ArrayList<>(List.of(pool.take(), pool.take(), pool.take()));
            assertEquals(3, pool.out());
            out.forEach(chunk -> pool.takeBack(chunk, true));
            assertEquals(2L * CHUNK, pool.heldBytes(), "two are kept");
            assertTrue(pool.freeUnused(), "they were in use in this period");
            pool.takeBack(pool.take(), true);
            assertTrue(pool.freeUnused());
            assertEquals(CHUNK, pool.heldBytes(), "one was not taken");
            assertFalse(pool.freeUnused());
            assertEquals(0, pool.heldBytes());
        }
    }

    @Test
    void reads_slices_as_one_stream_from_any_mark() throws Exception {
        byte[] bytes = FaultyRemote.random(10);
        List<ByteBuffer> slices = List.of(
                ByteBuffer.wrap(bytes, 0, 3).slice(),
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(bytes, 3, 6).slice(),
                ByteBuffer.wrap(bytes, 9, 1).slice());
        try (SliceStream stream = new SliceStream(slices)) {
            assertEquals(bytes[0] & 0xff, stream.read());
            stream.mark(0);
            assertEquals(9, stream.available());
            assertArrayEquals(Arrays.copyOfRange(bytes, 1, 10), stream.readAllBytes());
            assertEquals(-1, stream.read());
            stream.reset();
            assertEquals(5, stream.skip(5));
            assertEquals(bytes[6] & 0xff, stream.read());
            assertEquals(3, stream.skip(100));
            assertEquals(0, stream.skip(-1));
            assertEquals(0, stream.read(new byte[0], 0, 0));
            stream.reset();
            assertEquals(bytes[1] & 0xff, stream.read());
        }
        assertEquals(-1, new SliceStream(List.of()).read());
    }
}
