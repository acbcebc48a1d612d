package io.pgcairn.daemon.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.crypto.AgeOpener;
import io.pgcairn.crypto.AgeSealer;
import io.pgcairn.crypto.PayloadCipher;
import io.pgcairn.crypto.PayloadCiphers;
import io.pgcairn.crypto.X25519Identity;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.contract.FaultScript;
import io.pgcairn.storage.contract.FaultyObjectStore;
import io.pgcairn.storage.contract.MemoryObjectStore;
import io.pgcairn.storage.contract.StoreStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that one tier does not give is read from the next. */
class ReadOnTest {
    private static final ObjectKey KEY = new ObjectKey("object.zst.age");

    private final MemoryObjectStore near = new MemoryObjectStore(Clock.systemUTC());
    private final MemoryObjectStore far = new MemoryObjectStore(Clock.systemUTC());
    private final FaultyObjectStore faulty = new FaultyObjectStore(near, FaultScript.none());
    private final PayloadCipher cipher = new PayloadCiphers().fastest();
    private final X25519Identity identity = X25519Identity.generate(new SecureRandom());
    private final List<String> told = new ArrayList<>();
    private final byte[] plain = new byte[1_000_000];
    private String headerDigest = "";
    private byte[] stored = {};

    private final ObjectFetcher fetcher = new ObjectFetcher(
            List.of(new TierReader("near", faulty), new TierReader("far", far)),
            Optional.of(new AgeOpener(List.of(identity), cipher)),
            (key, tier, cause) -> told.add(tier + " " + cause.getClass().getSimpleName()));

    @BeforeEach
    void store_on_both() throws IOException {
        new Random(1).nextBytes(plain);
        Optional<AgeSealer> sealer =
                Optional.of(new AgeSealer(List.of(identity.recipient()), cipher, new SecureRandom()));
        try (ObjectPusher pusher = new ObjectPusher(near, sealer, 1)) {
            headerDigest = pusher.push(KEY, ByteBuffer.wrap(plain)).headerDigest();
        }
        try (InputStream in = near.get(KEY, ByteRange.ALL)) {
            stored = in.readAllBytes();
        }
        put(far, stored);
    }

    private static void put(MemoryObjectStore store, byte[] bytes) throws IOException {
        try (ObjectUpload upload = store.upload(KEY, PutCondition.REPLACE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = fetcher.open(KEY)) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_whole_object_is_read_from_the_first_tier_alone() throws IOException {
        far.delete(List.of(KEY));
        assertArrayEquals(plain, read());
        assertEquals(List.of(), told);
    }

    @Test
    void a_missing_object_comes_from_the_next_tier() throws IOException {
        near.delete(List.of(KEY));
        assertArrayEquals(plain, read());
        assertEquals(List.of("near ObjectMissingException"), told);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 150, 300, 70_000, 500_000, 990_000})
    void a_damaged_object_goes_on_where_the_damage_begins(int at) throws IOException {
        byte[] damaged = stored.clone();
        damaged[at] ^= 1;
        put(near, damaged);
        assertArrayEquals(plain, read());
        assertEquals(1, told.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 70_000, 999_000})
    void an_object_that_was_cut_off_goes_on_behind_the_cut(int length) throws IOException {
        put(near, java.util.Arrays.copyOf(stored, length));
        assertArrayEquals(plain, read());
        assertEquals(1, told.size());
    }

    @Test
    void a_stream_that_fails_at_any_read_goes_on_elsewhere() throws IOException {
        for (int i = 0; i < 40; i++) {
            AtomicInteger left = new AtomicInteger(i);
            faulty.follow((step, key) -> {
                if (step == StoreStep.READ && left.getAndDecrement() == 0) {
                    throw new StoreUnavailableException("gone", "", null);
                }
            });
            assertArrayEquals(plain, read());
            try (InputStream in = fetcher.openBound(KEY, headerDigest, StoredLength.of(stored.length))) {
                assertArrayEquals(plain, in.readAllBytes());
            }
        }
    }

    @Test
    void a_bound_object_must_have_the_same_seal_everywhere() throws IOException {
        near.delete(List.of(KEY));
        assertThrows(ObjectMissingException.class, () -> fetcher.openBound(KEY, "00".repeat(32), StoredLength.ANY));
    }

    @Test
    void if_no_tier_gives_it_the_first_error_is_thrown_and_the_others_are_named() throws IOException {
        near.delete(List.of(KEY));
        byte[] damaged = stored.clone();
        damaged[damaged.length - 10] ^= 1;
        put(far, damaged);
        IOException e = assertThrows(ObjectMissingException.class, this::read);
        assertEquals(1, e.getSuppressed().length);
        assertTrue(String.valueOf(e.getSuppressed()[0].getMessage()).contains("tier far"), e::toString);
    }

    @Test
    void without_an_identity_nobody_else_is_asked() throws IOException {
        ObjectFetcher blind = new ObjectFetcher(
                List.of(new TierReader("near", near), new TierReader("far", far)),
                Optional.empty(),
                (key, tier, cause) -> told.add(tier));
        assertInstanceOf(NoIdentityException.class, assertThrows(IOException.class, () -> blind.open(KEY)));
        assertEquals(List.of(), told);
    }
}
