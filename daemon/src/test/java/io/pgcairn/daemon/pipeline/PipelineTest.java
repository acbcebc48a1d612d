package io.pgcairn.daemon.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.crypto.AgeException;
import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.daemon.fault.Fault;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.contract.MemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private final MemoryObjectStore store = new MemoryObjectStore(Clock.systemUTC());
    private final PayloadCipher cipher = new PayloadCiphers().fastest();
    private final X25519Identity identity = X25519Identity.generate(new SecureRandom());

    private ObjectPusher pusher(boolean isSealing) throws IOException {
        return new ObjectPusher(store, isSealing ? Optional.of(sealer()) : Optional.empty(), 1);
    }

    private AgeSealer sealer() throws IOException {
        return new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom());
    }

    private ObjectFetcher fetcher(X25519Identity... identities) {
        return new ObjectFetcher(store, Optional.of(new AgeOpener(List.of(identities), cipher)));
    }

    private static byte[] compressible(int size) {
        byte[] bytes = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a');
        }
        return bytes;
    }

    private byte[] stored(ObjectKey key) throws IOException {
        try (InputStream bytes = store.get(key, ByteRange.ALL)) {
            return bytes.readAllBytes();
        }
    }

    private void replace(ObjectKey key, byte[] bytes) throws IOException {
        try (ObjectUpload upload = store.upload(key, PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 262_144, 3_000_001})
    void what_goes_in_comes_out_sealed_or_not_from_the_heap_or_beside_it(int size) throws IOException {
        byte[] plain = compressible(size);
        ByteBuffer direct = ByteBuffer.allocateDirect(size).put(plain).flip();
        for (boolean isSealing : new boolean[] {true, false}) {
            try (ObjectPusher pusher = pusher(isSealing)) {
                ObjectKey a = new ObjectKey("heap" + size + pusher.compressedSuffix());
                ObjectKey b = new ObjectKey("direct" + size + pusher.compressedSuffix());
                PushedObject pushed = pusher.push(a, ByteBuffer.wrap(plain));
                pusher.push(b, direct.duplicate());

                assertArrayEquals(plain, fetcher(identity).open(a).readAllBytes());
                assertArrayEquals(plain, fetcher(identity).open(b).readAllBytes());
                assertEquals(size, pushed.plainBytes());
                assertEquals(stored(a).length, pushed.storedBytes());
            }
        }
    }

    @Test
    void a_frame_is_read_by_range_without_the_others() throws IOException {
        for (boolean isSealing : new boolean[] {true, false}) {
            try (ObjectPusher pusher = pusher(isSealing)) {
                ObjectKey key = new ObjectKey("frames" + pusher.compressedSuffix());
                byte[] second = compressible(700_000);
                FrameSpan span;
                try (FramedUpload upload = pusher.begin(key)) {
                    upload.beginFrame(300_000);
                    upload.write(ByteBuffer.wrap(compressible(300_000)));
                    upload.endFrame();
                    upload.beginFrame(second.length);
                    upload.write(ByteBuffer.wrap(second, 0, 1));
                    upload.write(ByteBuffer.wrap(second, 1, second.length - 1));
                    span = upload.endFrame();
                    upload.beginFrame(0);
                    upload.endFrame();
                    upload.commit();
                }
                assertArrayEquals(second, fetcher(identity).openFrame(key, span).readAllBytes());
                assertEquals(1_000_000, fetcher(identity).open(key).readAllBytes().length);
            }
        }
    }

    @Test
    void the_header_digest_is_that_of_the_stored_header() throws Exception {
        try (ObjectPusher pusher = pusher(true)) {
            ObjectKey key = new ObjectKey("one.zst.age");
            PushedObject pushed = pusher.push(key, ByteBuffer.wrap(compressible(10)));
            String text = new String(stored(key), StandardCharsets.ISO_8859_1);
            String header = text.substring(0, text.indexOf('\n', text.indexOf("\n---") + 1) + 1);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(HexFormat.of().formatHex(digest), pushed.headerDigest());
        }
    }

    @Test
    void nothing_plain_is_stored_when_sealing() throws IOException {
        try (ObjectPusher pusher = pusher(true)) {
            byte[] secret = "secret-of-the-customer".getBytes(StandardCharsets.UTF_8);
            pusher.push(new ObjectKey("a.zst.age"), ByteBuffer.wrap(secret));
            pusher.pushUncompressed(new ObjectKey("b.age"), ByteBuffer.wrap(secret));
            for (String key : List.of("a.zst.age", "b.age")) {
                String text = new String(stored(new ObjectKey(key)), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("secret"));
                assertTrue(text.startsWith("age-encryption.org/v1\n"));
            }
            assertArrayEquals(
                    secret, fetcher(identity).open(new ObjectKey("b.age")).readAllBytes());
        }
    }

    @Test
    void an_upload_that_is_not_committed_leaves_nothing() throws IOException {
        try (ObjectPusher pusher = pusher(true);
                FramedUpload upload = pusher.begin(new ObjectKey("half.zst.age"))) {
            upload.beginFrame(5);
            upload.write(ByteBuffer.wrap(new byte[3]));
            assertThrows(IllegalStateException.class, upload::endFrame);
            assertThrows(IllegalStateException.class, upload::commit);
        }
        assertTrue(store.list("", "", 10).objects().isEmpty());
    }

    @Test
    void a_taken_name_is_told() throws IOException {
        try (ObjectPusher pusher = pusher(false)) {
            pusher.push(new ObjectKey("x.zst"), ByteBuffer.wrap(new byte[1]));
            assertThrows(
                    ObjectExistsException.class,
                    () -> pusher.push(new ObjectKey("x.zst"), ByteBuffer.wrap(new byte[1])));
        }
    }

    @Test
    void each_kind_of_damage_has_its_own_fault() throws IOException {
        try (ObjectPusher sealed = pusher(true);
                ObjectPusher open = pusher(false)) {
            ObjectKey age = new ObjectKey("a.zst.age");
            ObjectKey zst = new ObjectKey("a.zst");
            sealed.push(age, ByteBuffer.wrap(compressible(200_000)));
            open.push(zst, ByteBuffer.wrap(compressible(200_000)));
            byte[] good = stored(age);

            assertEquals(Fault.WRONG_KEY, faultOf(age, fetcher(X25519Identity.generate(new SecureRandom()))));
            assertEquals(Fault.WRONG_KEY, faultOf(age, new ObjectFetcher(store, Optional.empty())));
            assertEquals(Fault.OBJECT_MISSING, faultOf(new ObjectKey("b.zst"), fetcher(identity)));
            replace(age, java.util.Arrays.copyOf(good, 60));
            assertEquals(Fault.TRUNCATED, faultOf(age, fetcher(identity)));
            good[good.length - 1000] ^= 1;
            replace(age, good);
            assertEquals(Fault.CORRUPT, faultOf(age, fetcher(identity)));

            byte[] frame = stored(zst);
            frame[frame.length / 2] ^= 1;
            replace(zst, frame);
            assertEquals(Fault.CORRUPT, faultOf(zst, fetcher(identity)));
            replace(zst, java.util.Arrays.copyOf(frame, frame.length / 2));
            assertEquals(Fault.CORRUPT, faultOf(zst, fetcher(identity)));
        }
    }

    private static Fault faultOf(ObjectKey key, ObjectFetcher fetcher) {
        IOException e = assertThrows(IOException.class, () -> {
            try (InputStream plain = fetcher.open(key)) {
                plain.readAllBytes();
            }
        });
        ObjectFailure failure = ObjectFailure.of("reading " + key, e);
        assertFalse(failure.hint().isEmpty());
        return failure.fault();
    }

    @Test
    void sealing_errors_are_age_errors() {
        assertThrows(AgeException.class, () -> new AgeSealer(List.of(), cipher, new SecureRandom()));
    }

    @Test
    void digests_are_those_of_the_reference_implementation() {
        // XXH3_64bits of the empty input, from the xxHash project's documentation.
        assertEquals(
                "2d06800538d394c2", ContentDigest.of(ByteBuffer.allocate(0)).toString());
        byte[] bytes = compressible(100_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        assertEquals(ContentDigest.of(ByteBuffer.wrap(bytes)), ContentDigest.of(direct));
        assertEquals(0, direct.position());
        assertEquals(
                ContentDigest.of(direct),
                ContentDigest.parse(ContentDigest.of(direct).toString()));
        assertThrows(IllegalArgumentException.class, () -> ContentDigest.parse("xyz"));
    }
}
