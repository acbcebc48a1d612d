package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectInfo;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectPage;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.RemoteBody;
import io.pgcairn.storage.remote.RemoteParts;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What the contract of all stores does not ask, of a server that nobody here wrote. */
interface S3RequestsContract {
    /** The server's bucket. */
    TestBucket bucket();

    /** A client beside the store. */
    S3Client client();

    private S3Objects open(URI place, ObjectKinds kinds) throws Exception {
        StoreSettings limits = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, bucket().options(Map.of()));
        StoreContext context = new StoreContext(Clock.systemUTC(), kinds, RetryListener.NONE);
        return S3Opening.objects(S3Location.of(place), new S3SettingsReader(place, limits).read(), limits, context);
    }

    private S3Objects open(URI place) throws Exception {
        return open(place, ObjectKinds.UNKNOWN);
    }

    @Test
    default void stores_sixty_mebibytes_in_parts_at_once_and_reads_them_back() throws Exception {
        byte[] bytes = new byte[(61 << 20) + 1];
        new Random(61).nextBytes(bytes);
        ObjectKey key = new ObjectKey("backups/1/pack/0001");
        URI place = TestBucket.newPlace();
        try (ObjectStore store = bucket().open(place, Duration.ofMinutes(5), Map.of("part_size", "5MiB"))) {
            try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
                for (int from = 0; from < bytes.length; from += 1 << 20) {
                    upload.write(ByteBuffer.wrap(bytes, from, Math.min(1 << 20, bytes.length - from)));
                }
                upload.commit();
            }
            assertEquals(bytes.length, store.head(key).size());
            try (InputStream in = store.get(key, ByteRange.ALL)) {
                assertArrayEquals(bytes, in.readAllBytes());
            }
            try (ObjectUpload second = store.upload(key, PutCondition.IF_ABSENT)) {
                second.write(ByteBuffer.wrap(bytes, 0, 12 << 20));
                assertThrows(ObjectExistsException.class, second::commit);
            }
        }
        assertEquals(List.of(), unfinished(place));
    }

    @Test
    default void refuses_a_taken_key_at_the_put_and_at_the_completion() throws Exception {
        MemoryBody body = new MemoryBody(new byte[100]);
        try (S3Objects objects = open(TestBucket.newPlace())) {
            objects.put(RecordedStore.absent("wal/1"), body);
            assertThrows(ObjectExistsException.class, () -> objects.put(RecordedStore.absent("wal/1"), body));
            objects.put(RecordedStore.replaced("wal/1"), body);
            RemoteParts parts = objects.begin(RecordedStore.absent("wal/1"));
            parts.put(1, 0, body, true);
            assertThrows(ObjectExistsException.class, parts::complete);
            assertEquals(
                    Optional.of(RecordedStore.MARK),
                    objects.head(new ObjectKey("wal/1")).mark());
            parts.abort();
            parts.abort();
            assertThrows(ObjectMissingException.class, parts::complete);
        }
    }

    @Test
    default void goes_on_reading_only_the_object_it_began_with() throws Exception {
        ObjectKey key = new ObjectKey("wal/1");
        try (S3Objects objects = open(TestBucket.newPlace())) {
            objects.put(RecordedStore.replaced("wal/1"), new MemoryBody(new byte[] {1, 2, 3}));
            RemoteBody first = objects.get(key, ByteRange.ALL, Optional.empty());
            first.stream().close();
            RemoteBody rest = objects.get(key, ByteRange.from(1), Optional.of(first.version()));
            assertArrayEquals(new byte[] {2, 3}, rest.stream().readAllBytes());
            rest.stream().close();
            objects.put(RecordedStore.replaced("wal/1"), new MemoryBody(new byte[] {4, 5, 6}));
            assertThrows(
                    StoreUnavailableException.class,
                    () -> objects.get(key, ByteRange.from(1), Optional.of(first.version())));
        }
    }

    @Test
    default void passes_over_names_that_are_no_keys_and_never_ends_a_listing_early() throws Exception {
        URI place = TestBucket.newPlace();
        String prefix = place.getPath().substring(1) + "/";
        for (String name : List.of("a", "b c", "b d", "b e", "b f", "c/", "c/1", "e")) {
            client().putObject(
                            request -> request.bucket(TestBucket.NAME).key(prefix + name),
                            RequestBody.fromString(name));
        }
        try (S3Objects objects = open(place)) {
            List<String> keys = new ArrayList<>();
            ObjectPage page = objects.list("", "", 1);
            while (true) {
                page.objects().stream()
                        .map(ObjectInfo::key)
                        .map(ObjectKey::value)
                        .forEach(keys::add);
                if (page.isLast()) {
                    break;
                }
                page = objects.list("", keys.getLast(), 1);
            }
            assertEquals(List.of("a", "c/1", "e"), keys);
        }
    }

    @Test
    default void sweeps_old_uploads_of_ours_and_nobody_else_s() throws Exception {
        URI place = TestBucket.newPlace();
        URI beside = URI.create(place + "-beside");
        try (S3Objects objects = open(place, RecordedStore.KINDS);
                S3Objects other = open(beside, RecordedStore.KINDS)) {
            for (String key : List.of("wal/1", "pack/2", "foreign/3")) {
                objects.begin(RecordedStore.absent(key)).put(1, 0, new MemoryBody(new byte[10]), true);
            }
            other.begin(RecordedStore.absent("wal/1"));
            objects.sweep(Instant.now().minus(Duration.ofDays(1)));
            assertEquals(3, unfinished(place).size());
            objects.sweep(Instant.now().plus(Duration.ofDays(1)));
            assertEquals(List.of(place.getPath().substring(1) + "/foreign/3"), unfinished(place));
            assertEquals(1, unfinished(beside).size());
        }
    }

    private List<String> unfinished(URI place) {
        String prefix = place.getPath().substring(1) + "/";
        return client()
                .listMultipartUploads(request -> request.bucket(TestBucket.NAME).prefix(prefix))
                .uploads()
                .stream()
                .map(upload -> upload.key())
                .toList();
    }

    @Test
    default void keeps_an_object_under_a_customer_s_key() throws Exception {
        URI place = TestBucket.newPlace();
        Path file = Files.writeString(
                Files.createTempFile("sse-c", ".key"), Base64.getEncoder().encodeToString(new byte[32]));
        Map<String, String> options =
                Map.of("encryption", "sse-c", "sse_c_key_file", file.toString(), "part_size", "5MiB");
        ObjectKey key = new ObjectKey("backups/1/pack/0001");
        byte[] bytes = new byte[11 << 20];
        new Random(11).nextBytes(bytes);
        try (ObjectStore store = bucket().open(place, Duration.ofMinutes(5), options);
                ObjectStore keyless = bucket().open(place, Duration.ofMinutes(5), Map.of())) {
            try (ObjectUpload upload = store.upload(key, PutCondition.REPLACE)) {
                upload.write(ByteBuffer.wrap(bytes));
                upload.commit();
            }
            try (InputStream in = store.get(key, ByteRange.from(5 << 20))) {
                assertArrayEquals(Arrays.copyOfRange(bytes, 5 << 20, bytes.length), in.readAllBytes());
            }
            assumeTrue(knowsCustomerKeys(), "the server takes a customer's key and does not use it");
            assertThrows(StoreForbiddenException.class, () -> keyless.get(key, ByteRange.ALL));
        } finally {
            Files.delete(file);
        }
    }

    /** Whether the server needs the key again to read what was stored with one. */
    boolean knowsCustomerKeys();

    @Test
    default void calls_a_bucket_that_is_not_there_a_wrong_setting_and_no_object_missing() throws Exception {
        URI nowhere = URI.create("s3://no-such-bucket/x");
        try (S3Objects objects = open(nowhere)) {
            ObjectKey key = new ObjectKey("wal/1");
            assertWrongSetting(() -> objects.head(key));
            assertWrongSetting(() -> objects.get(key, ByteRange.ALL, Optional.empty()));
            assertWrongSetting(() -> objects.list("", "", 10));
            assertWrongSetting(() -> objects.put(RecordedStore.replaced("wal/1"), new MemoryBody(new byte[1])));
        }
    }

    private static void assertWrongSetting(Executable call) {
        InvalidStoreSettingsException failure = assertThrows(InvalidStoreSettingsException.class, call);
        assertTrue(failure.hint().contains("make the bucket"), failure.hint());
        assertFalse(failure.isRetryable());
    }
}
