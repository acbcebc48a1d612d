package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKinds;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.servers.gcs.Fault;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the settings make of requests, and what answers make of them. */
class RequestsTest {
    private static final String KMS_KEY = "projects/p/locations/l/keyRings/r/cryptoKeys/k";

    private final StrictStores stores = new StrictStores();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stopServer() {
        stores.close();
    }

    @Test
    void sends_key_and_payer_with_both_ways_to_upload() throws Exception {
        Map<String, String> options = Map.of("kms_key", KMS_KEY, "user_project", "the-payer", "part_size", "256KiB");
        try (ObjectStore store = stores.open(options)) {
            Objects.put(store, "small", Objects.bytes(10));
            Objects.put(store, "large", Objects.bytes(1 << 20));
            assertEquals(10, store.head(Objects.key("small")).size());
            assertEquals(2, store.list("", "", 10).objects().size());
            store.delete(List.of(Objects.key("small"), Objects.key("large")));
        }
        List<String> uploads = requests("POST /upload/");
        assertEquals(2, uploads.size());
        assertTrue(uploads.stream().allMatch(each -> each.contains("kmsKeyName=" + KMS_KEY)), uploads.toString());
        List<String> unpaid = stores.server().requests().stream()
                .filter(each -> !each.contains("upload_id=") && !each.contains("/batch/"))
                .filter(each -> !each.contains("userProject=the-payer"))
                .toList();
        assertEquals(List.of(), unpaid);
    }

    @Test
    void puts_each_kind_into_its_storage_class() throws Exception {
        ObjectKinds kinds = key -> Optional.of(key.value().split("/")[0]);
        StoreContext context = new StoreContext(Clock.systemUTC(), kinds, RetryListener.NONE);
        Map<String, String> options = Map.of("storage_class", "nearline", "storage_class_pack", "archive");
        List<String> classes = new ArrayList<>();
        try (ObjectStore store = stores.open(Duration.ofMinutes(2), options, context)) {
            Objects.put(store, "pack/1", Objects.bytes(10));
            Objects.put(store, "wal/1", Objects.bytes(10));
        }
        classes.add(stores.server().setting("a/prefix/pack/1", "storageClass"));
        classes.add(stores.server().setting("a/prefix/wal/1", "storageClass"));
        assertEquals(List.of("ARCHIVE", "NEARLINE"), classes);
    }

    @Test
    void opens_with_the_customer_s_key_only() throws Exception {
        Path key =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        Map<String, String> options = Map.of("customer_key_file", key.toString(), "part_size", "256KiB");
        try (ObjectStore store = stores.open(options);
                ObjectStore without = stores.open()) {
            Objects.put(store, "small", Objects.bytes(10));
            Objects.put(store, "large", Objects.bytes(1 << 20));
            Objects.assertContent(Objects.bytes(10), store, "small");
            Objects.assertContent(Objects.bytes(1 << 20), store, "large");
            StoreForbiddenException e =
                    assertThrows(StoreForbiddenException.class, () -> Objects.get(without, "small"));
            assertTrue(e.hint().contains("customer_key_file"), e.hint());
        }
    }

    @Test
    void says_that_a_body_was_damaged_and_reads_it_right_the_next_time() throws Exception {
        byte[] bytes = Objects.bytes(500_000);
        try (ObjectStore store = stores.open()) {
            Objects.put(store, "read", bytes);
            stores.server().plan(new Fault(Fault.Kind.READ_DAMAGED, 0));
            StoreUnavailableException e =
                    assertThrows(StoreUnavailableException.class, () -> Objects.get(store, "read"));
            assertTrue(e.toString().contains("damaged"), e.toString());
            Objects.assertContent(bytes, store, "read");
        }
    }

    @Test
    void gives_a_connection_up_when_a_body_is_closed_early() throws Exception {
        byte[] bytes = Objects.bytes(20 << 20);
        try (ObjectStore store = stores.open()) {
            Objects.put(store, "long", bytes);
            for (int i = 0; i < 20; i++) {
                try (InputStream in = store.get(Objects.key("long"), ByteRange.from(i))) {
                    assertArrayEquals(Arrays.copyOfRange(bytes, i, i + 10), in.readNBytes(10));
                }
            }
        }
    }

    @Test
    void never_calls_an_object_missing_in_a_bucket_that_is_missing() throws Exception {
        StoreSettings settings = new StoreSettings(
                Duration.ofMinutes(1), Map.of("endpoint", stores.server().endpoint(), "anonymous", "true"));
        try (ObjectStore store =
                new GcsObjectStoreProvider().open(URI.create("gs://no-such-bucket"), settings, StoreContext.plain())) {
            for (var call : List.<Executable>of(
                    () -> store.head(Objects.key("a")),
                    () -> Objects.get(store, "a"),
                    () -> store.list("", "", 1),
                    () -> store.delete(List.of(Objects.key("a"))),
                    () -> store.delete(List.of(Objects.key("a"), Objects.key("b"))))) {
                InvalidStoreSettingsException e = assertThrows(InvalidStoreSettingsException.class, call);
                assertTrue(e.hint().contains("bucket"), e.hint());
            }
        }
    }

    private List<String> requests(String text) {
        return stores.server().requests().stream()
                .filter(each -> each.contains(text))
                .toList();
    }
}
