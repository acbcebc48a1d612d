package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the contract does not ask: blocks, credentials, containers, with Azurite on the other side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzuriteIT {
    private static final ObjectKey KEY = new ObjectKey("backups/one/pack/0001");
    private static final int SMALL_BLOCK = 1 << 20;

    @TempDir
    Path directory;

    private Azurite azurite;
    private BlobContainerClient container;

    @BeforeAll
    void start() {
        azurite = new Azurite();
    }

    @AfterAll
    void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @BeforeEach
    void make_a_container() {
        container = azurite.newContainer();
    }

    private ObjectStore open(Map<String, String> options) throws IOException {
        return open(azurite.location(container, "/cairn"), options);
    }

    private ObjectStore open(URI location, Map<String, String> options) throws IOException {
        Map<String, String> all = new HashMap<>(options);
        if (!options.containsKey("sas_token_file") && !options.containsKey("account_key_file")) {
            all.put("account_key_file", secret("key", azurite.server().key()));
        }
        return azurite.open(location, all, StoreSettings.DEFAULT_TIMEOUT);
    }

    private String secret(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text + "\n").toString();
    }

    private static void put(ObjectStore store, ObjectKey key, byte[] bytes) throws StoreException {
        try (ObjectUpload upload = store.upload(key, PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    private static byte[] get(ObjectStore store, ObjectKey key) throws IOException {
        try (InputStream in = store.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    /** Azurite neither knows nor compares the header, but signs and stores what comes with it. */
    @Test
    void signs_the_header_of_azure_s_own_checksum() throws Exception {
        try (Azurite lenient = Azurite.lenient()) {
            URI location = lenient.location(lenient.newContainer(), "");
            Map<String, String> options = Map.of(
                    "account_key_file", secret("lenient", lenient.server().key()),
                    "part_size", "1MiB",
                    "checksums", "crc64");
            try (ObjectStore store = lenient.open(location, options, StoreSettings.DEFAULT_TIMEOUT)) {
                byte[] bytes = random(3, 5 * SMALL_BLOCK / 2);
                put(store, KEY, bytes);
                assertArrayEquals(bytes, get(store, KEY));
            }
        }
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void stores_80_mib_in_blocks_of_17_mib() throws Exception {
        byte[] bytes = random(1, (80 << 20) + 12_345);
        try (ObjectStore store = open(Map.of())) {
            put(store, KEY, bytes);
            assertArrayEquals(bytes, get(store, KEY));
            assertEquals(bytes.length, store.head(KEY).size());
        }
        List<Long> blocks = container
                .getBlobClient("cairn/" + KEY)
                .getBlockBlobClient()
                .listBlocks(BlockListType.COMMITTED)
                .getCommittedBlocks()
                .stream()
                .map(block -> block.getSizeLong())
                .toList();
        assertEquals(5, blocks.size(), "blocks " + blocks);
    }

    @Test
    void lets_one_of_eight_racing_uploads_in_blocks_win() throws Exception {
        try (ObjectStore store = open(Map.of("part_size", "1MiB"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ObjectUpload> uploads = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT);
                upload.write(ByteBuffer.wrap(random(writer, 2 * SMALL_BLOCK + 1 + writer)));
                uploads.add(upload);
            }
            List<Future<Boolean>> outcomes = uploads.stream()
                    .map(each -> threads.submit(() -> commits(each)))
                    .toList();
            List<Integer> winners = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                if (outcomes.get(writer).get(2, TimeUnit.MINUTES)) {
                    winners.add(writer);
                }
            }
            assertEquals(1, winners.size(), "winners " + winners);
            int winner = winners.getFirst();
            assertArrayEquals(random(winner, 2 * SMALL_BLOCK + 1 + winner), get(store, KEY));
        }
    }

    private static boolean commits(ObjectUpload upload) throws StoreException {
        try (upload) {
            upload.commit();
            return true;
        } catch (ObjectExistsException e) {
            return false;
        }
    }

    @Test
    void leaves_nothing_of_an_abandoned_upload_that_anybody_sees() throws Exception {
        try (ObjectStore store = open(Map.of("part_size", "1MiB"))) {
            try (ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT)) {
                upload.write(ByteBuffer.wrap(random(2, 3 * SMALL_BLOCK)));
            }
            assertTrue(store.list("", "", 10).objects().isEmpty());
            assertThrows(ObjectMissingException.class, () -> store.head(KEY));
            assertThrows(ObjectMissingException.class, () -> store.get(KEY, ByteRange.ALL));
            put(store, KEY, random(7, 2 * SMALL_BLOCK));
            assertArrayEquals(random(7, 2 * SMALL_BLOCK), get(store, KEY));
        }
    }

    @Test
    void leaves_blocks_to_azure_and_deletes_no_blob_when_parts_are_aborted() throws Exception {
        Map<String, String> options = Map.of(
                "account_key_file", secret("key", azurite.server().key()),
                "endpoint", azurite.server().endpoint());
        StoreSettings settings = new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options);
        URI location = azurite.location(container, "/cairn");
        AzureSettings azure = AzureSettings.read(AzureLocation.parse(location), location, settings);
        String mark = "00112233445566778899aabbccddeeff";
        try (AzureObjects requests = AzureClient.objects(azure, settings, StoreContext.plain())) {
            RemoteParts parts = requests.begin(new RemoteTarget(KEY, PutCondition.IF_ABSENT, mark));
            parts.put(1, 0, SomeBody.of(10), false);
            parts.put(1, 0, SomeBody.of(10), false);
            assertEquals(List.of("cairn/" + KEY), uncommitted(), "only who asks for them sees blocks");
            parts.abort();
            parts.abort();
            assertThrows(ObjectMissingException.class, () -> requests.head(KEY));
            RemoteParts same = requests.begin(new RemoteTarget(KEY, PutCondition.IF_ABSENT, mark));
            same.put(1, 0, SomeBody.of(20), true);
            same.complete();
            assertEquals(20, requests.head(KEY).info().size());
            assertEquals(Optional.of(mark), requests.head(KEY).mark());
            assertThrows(ObjectExistsException.class, same::complete);
            parts.abort();
            assertEquals(20, requests.head(KEY).info().size());
        }
    }

    private List<String> uncommitted() {
        ListBlobsOptions options =
                new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true));
        return container.listBlobs(options, null).stream()
                .map(BlobItem::getName)
                .toList();
    }

    @Test
    void keeps_what_another_upload_committed_when_one_is_abandoned() throws Exception {
        try (ObjectStore store = open(Map.of("part_size", "1MiB"))) {
            try (ObjectUpload upload = store.upload(KEY, PutCondition.IF_ABSENT)) {
                upload.write(ByteBuffer.wrap(random(3, 3 * SMALL_BLOCK)));
                // In blocks as well: for a put of a whole blob Azurite takes unfinished blocks for a blob.
                put(store, KEY, random(4, 2 * SMALL_BLOCK));
                assertThrows(StoreException.class, upload::commit);
            }
            assertArrayEquals(random(4, 2 * SMALL_BLOCK), get(store, KEY));
        }
    }

    @Test
    void takes_a_shared_access_signature_with_the_rights_that_the_documents_name() throws Exception {
        String sas = signature("racwdl", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));
        try (ObjectStore store = open(Map.of("sas_token_file", secret("sas", sas), "part_size", "1MiB"))) {
            byte[] bytes = random(5, 3 * SMALL_BLOCK);
            put(store, KEY, bytes);
            assertArrayEquals(bytes, get(store, KEY));
            assertThrows(ObjectExistsException.class, () -> put(store, KEY, bytes));
            assertEquals(1, store.list("", "", 10).objects().size());
            store.delete(List.of(KEY));
            assertThrows(ObjectMissingException.class, () -> store.head(KEY));
            assertFalse(store.location().contains("sig"), store.location());
        }
    }

    @Test
    void is_refused_what_a_signature_does_not_allow() throws Exception {
        String readOnly = signature("rl", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1));
        try (ObjectStore store = open(Map.of("sas_token_file", secret("sas", readOnly)))) {
            assertTrue(store.list("", "", 10).objects().isEmpty());
            assertThrows(ObjectMissingException.class, () -> store.head(KEY));
            StoreException refused = assertThrows(StoreForbiddenException.class, () -> put(store, KEY, new byte[1]));
            assertTrue(refused.hint().contains("racwdl"), refused.hint());
        }
    }

    @Test
    void is_refused_with_an_expired_signature() throws Exception {
        String expired = signature("racwdl", OffsetDateTime.now(ZoneOffset.UTC).minusDays(1));
        try (ObjectStore store = open(Map.of("sas_token_file", secret("sas", expired)))) {
            assertThrows(StoreForbiddenException.class, () -> store.list("", "", 10));
        }
    }

    private String signature(String rights, OffsetDateTime expiry) {
        return container.generateSas(
                new BlobServiceSasSignatureValues(expiry, BlobContainerSasPermission.parse(rights)));
    }

    @Test
    void is_refused_with_a_wrong_key() throws Exception {
        String wrong = Base64.getEncoder().encodeToString(random(6, 64));
        try (ObjectStore store = open(Map.of("account_key_file", secret("wrong", wrong)))) {
            assertThrows(StoreForbiddenException.class, () -> put(store, KEY, new byte[1]));
            assertThrows(StoreForbiddenException.class, () -> store.head(KEY));
            assertThrows(StoreForbiddenException.class, () -> store.get(KEY, ByteRange.ALL));
            StoreException refused = assertThrows(StoreForbiddenException.class, () -> store.list("", "", 10));
            assertFalse(Printed.whole(refused).contains(wrong));
        }
    }

    @Test
    void never_takes_a_missing_container_for_a_missing_object() throws Exception {
        URI nowhere = URI.create("azure://" + azurite.server().account() + "/no-such-container");
        try (ObjectStore store = open(nowhere, Map.of())) {
            List<StoreException> refused = List.of(
                    assertThrows(StoreException.class, () -> store.head(KEY)),
                    assertThrows(StoreException.class, () -> store.get(KEY, ByteRange.ALL)),
                    assertThrows(StoreException.class, () -> store.list("", "", 10)),
                    assertThrows(StoreException.class, () -> put(store, KEY, new byte[1])),
                    assertThrows(StoreException.class, () -> store.delete(List.of(KEY))));
            refused.forEach(each -> assertInstanceOf(InvalidStoreSettingsException.class, each));
        }
    }
}
