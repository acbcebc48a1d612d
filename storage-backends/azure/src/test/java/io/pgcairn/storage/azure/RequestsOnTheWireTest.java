package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectStore;
import io.pgcairn.storage.ObjectUpload;
import io.pgcairn.storage.PutCondition;
import io.pgcairn.storage.RetryListener;
import io.pgcairn.storage.StoreContext;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreSettings;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What really goes over the wire, seen by a server that takes everything. */
class RequestsOnTheWireTest {
    private static final URI LOCATION = URI.create("azure://someaccount/container/prefix");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final StoreContext CONTEXT =
            new StoreContext(NOON, key -> Optional.of(key.value().split("/")[0]), RetryListener.NONE);
    private static final String MARK = "00112233445566778899aabbccddeeff";

    @TempDir
    Path directory;

    private Map<String, String> options(String scheme, Recorder recorder, Map<String, String> more) throws IOException {
        Path key =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(new byte[64]));
        Map<String, String> options = new HashMap<>(Map.of("account_key_file", key.toString()));
        options.put("endpoint", scheme + "://127.0.0.1:" + recorder.port() + "/someaccount");
        options.putAll(more);
        return options;
    }

    private static StoreSettings settings(Map<String, String> options) {
        return new StoreSettings(StoreSettings.DEFAULT_TIMEOUT, options);
    }

    private static ObjectStore open(Map<String, String> options) throws StoreException {
        return new AzureObjectStoreProvider().open(LOCATION, settings(options), CONTEXT);
    }

    private static AzureObjects requests(Map<String, String> options) throws StoreException {
        AzureSettings azure = AzureSettings.read(AzureLocation.parse(LOCATION), LOCATION, settings(options));
        return AzureClient.objects(azure, settings(options), CONTEXT);
    }

    private static void put(ObjectStore store, String key, byte[] bytes) throws StoreException {
        try (ObjectUpload upload = store.upload(new ObjectKey(key), PutCondition.IF_ABSENT)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.commit();
        }
    }

    @Test
    void puts_a_sealed_segment_of_16_mib_with_one_request() throws Exception {
        byte[] segment = new byte[(16 << 20) + 4096 + 200];
        try (Recorder recorder = Recorder.start(Recorder::created);
                ObjectStore store = open(options("http", recorder, Map.of()))) {
            put(store, "wal/segment", segment);
            assertEquals(1, recorder.seen().size(), "requests");
            Recorder.Seen seen = recorder.seen().getFirst();
            assertEquals("PUT", seen.method());
            assertEquals(
                    "/someaccount/container/prefix%2Fwal%2Fsegment", seen.uri().toString());
            assertEquals(segment.length, seen.bodyBytes());
            assertEquals("BlockBlob", seen.header("x-ms-blob-type"));
            assertEquals("*", seen.header("if-none-match"));
            assertEquals(32, seen.header("x-ms-meta-" + RemoteTarget.MARK_NAME).length());
            byte[] md5 = MessageDigest.getInstance("MD5").digest(segment);
            assertArrayEquals(md5, Base64.getDecoder().decode(seen.header("content-md5")));
        }
    }

    @Test
    void sends_azure_s_own_checksum_with_puts_over_tls_and_nothing_beside_it() throws Exception {
        TestAuthority authority = TestAuthority.in(directory);
        byte[] bytes = new byte[3 << 20];
        new Random(7).nextBytes(bytes);
        Crc64 crc = new Crc64();
        crc.update(ByteBuffer.wrap(bytes));
        for (String given : List.of("", "crc64", "md5", "none")) {
            Map<String, String> more =
                    new HashMap<>(Map.of("ca_file", authority.certificate().toString()));
            if (!given.isEmpty()) {
                more.put("checksums", given);
            }
            try (Recorder recorder = Recorder.start(authority.server(), Recorder::created);
                    AzureObjects requests = requests(options("https", recorder, more))) {
                requests.put(target("wal/x"), new SomeBody(bytes));
                requests.begin(target("wal/y")).put(1, 0, new SomeBody(bytes), true);
                for (Recorder.Seen seen : recorder.seen()) {
                    boolean isCrc = given.isEmpty() || given.equals("crc64");
                    assertEquals(isCrc ? crc.base64() : "", seen.header("x-ms-content-crc64"), given);
                    assertEquals(
                            given.equals("md5"), !seen.header("content-md5").isEmpty(), given);
                    assertEquals(bytes.length, seen.bodyBytes());
                }
                assertEquals(2, recorder.seen().size());
            }
        }
    }

    @Test
    void sends_a_put_again_whose_bytes_changed_on_their_way() throws Exception {
        for (String code : List.of("Crc64Mismatch", "Md5Mismatch")) {
            try (Recorder recorder = Recorder.start(exchange -> Recorder.failed(exchange, 400, code));
                    AzureObjects requests = requests(options("http", recorder, Map.of()))) {
                StoreException damaged = assertThrows(
                        StoreUnavailableException.class, () -> requests.put(target("wal/x"), SomeBody.of(10)));
                assertTrue(damaged.hint().contains("changed on their way"), damaged.hint());
            }
        }
    }

    @Test
    void sends_tier_and_lock_by_the_kind_of_the_object() throws Exception {
        Map<String, String> more = Map.of(
                "access_tier", "cool",
                "access_tier_pack", "cold",
                "access_tier_tail", "hot",
                "immutability", "14d",
                "immutability_mode", "locked",
                "encryption_scope", "somescope");
        try (Recorder recorder = Recorder.start(Recorder::created);
                AzureObjects requests = requests(options("http", recorder, more))) {
            for (String kind : List.of("wal", "pack", "tail")) {
                RemoteParts parts = requests.begin(target(kind + "/x"));
                parts.put(1, 0, SomeBody.of(10), true);
                parts.complete();
            }
            List<Recorder.Seen> commits = recorder.seen().stream()
                    .filter(seen -> seen.uri().toString().endsWith("comp=blocklist"))
                    .toList();
            assertEquals(
                    List.of("Cool", "Cold", "Hot"),
                    commits.stream()
                            .map(seen -> seen.header("x-ms-access-tier"))
                            .toList());
            assertEquals(
                    List.of("Sat, 05 Dec 2026 12:00:00 GMT", "Sat, 05 Dec 2026 12:00:00 GMT", ""),
                    commits.stream()
                            .map(seen -> seen.header("x-ms-immutability-policy-until-date"))
                            .toList());
            assertTrue("locked".equalsIgnoreCase(commits.getFirst().header("x-ms-immutability-policy-mode")));
            assertEquals("somescope", commits.getFirst().header("x-ms-encryption-scope"));
            assertEquals(MARK, commits.getFirst().header("x-ms-meta-" + RemoteTarget.MARK_NAME));
            assertEquals("*", commits.getFirst().header("if-none-match"));
        }
    }

    @Test
    void sends_the_customer_s_key_with_every_request_on_a_blob() throws Exception {
        TestAuthority authority = TestAuthority.in(directory);
        byte[] secret = new byte[32];
        String key = Base64.getEncoder().encodeToString(secret);
        Path file = Files.writeString(directory.resolve("customer-key"), key + "\n");
        Map<String, String> more = Map.of(
                "customer_key_file",
                file.toString(),
                "ca_file",
                authority.certificate().toString());
        try (Recorder recorder = Recorder.start(authority.server(), Recorder::created);
                AzureObjects requests = requests(options("https", recorder, more))) {
            requests.put(target("wal/x"), SomeBody.of(10));
            RemoteParts parts = requests.begin(target("wal/y"));
            parts.put(1, 0, SomeBody.of(10), true);
            parts.complete();
            assertThrows(
                    StoreException.class, () -> requests.get(new ObjectKey("wal/x"), ByteRange.ALL, Optional.empty()));
            assertThrows(StoreException.class, () -> requests.head(new ObjectKey("wal/x")));
            assertEquals(5, recorder.seen().size());
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(secret);
            for (Recorder.Seen seen : recorder.seen()) {
                assertEquals(key, seen.header("x-ms-encryption-key"), seen.method());
                assertArrayEquals(sha256, Base64.getDecoder().decode(seen.header("x-ms-encryption-key-sha256")));
                assertEquals("AES256", seen.header("x-ms-encryption-algorithm"));
            }
        }
    }

    @Test
    void makes_each_request_once_and_leaves_trying_again_to_others() throws Exception {
        try (Recorder recorder = Recorder.start(exchange -> Recorder.failed(exchange, 503, "ServerBusy"));
                AzureObjects requests = requests(options("http", recorder, Map.of()))) {
            RemoteParts parts = requests.begin(target("wal/x"));
            assertBusy(() -> requests.put(target("wal/x"), SomeBody.of(10)));
            assertBusy(() -> parts.put(1, 0, SomeBody.of(10), false));
            assertBusy(parts::complete);
            assertBusy(() -> requests.get(new ObjectKey("wal/x"), ByteRange.ALL, Optional.empty()));
            assertBusy(() -> requests.head(new ObjectKey("wal/x")));
            assertBusy(() -> requests.list("", "", 10));
            assertBusy(() -> requests.delete(List.of(new ObjectKey("wal/x"))));
            assertEquals(7, recorder.seen().size(), "requests");
            assertBusy(() -> requests.delete(List.of(new ObjectKey("a"), new ObjectKey("b"), new ObjectKey("c"))));
            assertEquals(10, recorder.seen().size(), "requests");
        }
    }

    @Test
    void never_shows_a_signature_in_an_error() throws Exception {
        String secret = "c2VjcmV0LXNpZ25hdHVyZQ";
        Path file = Files.writeString(directory.resolve("sas"), "?sv=2024-11-04&sr=c&sp=racwdl&sig=" + secret);
        try (Recorder recorder = Recorder.start(exchange -> Recorder.failed(exchange, 403, "AuthenticationFailed"))) {
            Map<String, String> options = new HashMap<>(options("http", recorder, Map.of()));
            options.remove("account_key_file");
            options.put("sas_token_file", file.toString());
            try (AzureObjects requests = requests(options)) {
                StoreException refused =
                        assertThrows(StoreException.class, () -> requests.put(target("wal/x"), SomeBody.of(10)));
                assertTrue(recorder.seen().getFirst().uri().getQuery().contains(secret), "it is sent");
                assertFalse(Printed.whole(refused).contains(secret), "it is not shown");
                assertFalse(requests.location().contains(secret));
            }
        }
    }

    @Test
    void reads_a_secret_again_when_its_file_has_changed() throws Exception {
        Path file = Files.writeString(directory.resolve("sas"), "sv=1&sig=first");
        try (Recorder recorder = Recorder.start(Recorder::created)) {
            Map<String, String> options = new HashMap<>(options("http", recorder, Map.of()));
            options.remove("account_key_file");
            options.put("sas_token_file", file.toString());
            try (AzureObjects requests = requests(options)) {
                requests.put(target("wal/x"), SomeBody.of(1));
                assertTrue(recorder.seen().getLast().uri().getQuery().contains("sig=first"));
                Files.writeString(file, "sv=1&sig=second\n");
                long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                while (!recorder.seen().getLast().uri().getQuery().contains("sig=second")) {
                    assertTrue(System.nanoTime() < end, "the new signature is never sent");
                    requests.put(target("wal/x"), SomeBody.of(1));
                }
            }
        }
    }

    private static RemoteTarget target(String key) {
        return new RemoteTarget(new ObjectKey(key), PutCondition.IF_ABSENT, MARK);
    }

    private static void assertBusy(Executable request) {
        assertThrows(StoreUnavailableException.class, request);
    }
}
