package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.remote.RemoteTarget;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import io.pgcairn.storage.s3.RecordingServer.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes over the wire when something is stored. */
class RecordedPutTest {
    private static final byte[] BYTES = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final RecordingServer server = RecordingServer.start(RecordedPutTest::answer);

    @AfterEach
    void stop() {
        server.close();
    }

    private static Answer answer(Asked asked) {
        if (asked.path().endsWith("?uploads")) {
            return Answer.xml(
                    200, "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>");
        }
        if (asked.method().equals("POST")) {
            return Answer.xml(200, "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>");
        }
        return Answer.ok();
    }

    @Test
    void puts_a_sealed_segment_with_one_request() throws Exception {
        try (S3Objects objects = open(Map.of())) {
            objects.put(RecordedStore.absent("wal/1"), new MemoryBody(new byte[16 << 20]));
        }
        Asked put = only();
        assertEquals("PUT", put.method());
        assertEquals("/bucket/some/prefix/wal/1", put.path());
        assertEquals(Optional.of("*"), put.header("If-None-Match"));
        assertEquals(Optional.of(RecordedStore.MARK), put.header("x-amz-meta-" + RemoteTarget.MARK_NAME));
        assertTrue(put.bodyBytes() >= 16 << 20, "bytes " + put.bodyBytes());
    }

    @Test
    void asks_for_no_condition_when_it_replaces_or_the_store_knows_none() throws Exception {
        try (S3Objects objects = open(Map.of());
                S3Objects plain = open(Map.of("conditional_put", "false"))) {
            objects.put(RecordedStore.replaced("wal/1"), new MemoryBody(BYTES));
            plain.put(RecordedStore.absent("wal/1"), new MemoryBody(BYTES));
            assertFalse(plain.capabilities().conditionalPut());
        }
        assertEquals(2, server.asked().size());
        server.asked().forEach(put -> assertEquals(Optional.empty(), put.header("If-None-Match")));
    }

    @Test
    void says_class_lock_tags_and_encryption_of_a_whole_object() throws Exception {
        store(options(), "wal/1", false);
        assertTerms(only());
    }

    @Test
    void says_the_same_when_an_object_is_begun_in_parts() throws Exception {
        store(options(), "wal/1", true);
        List<Asked> asked = server.asked();
        assertEquals(
                List.of("POST", "PUT", "POST"),
                asked.stream().map(Asked::method).toList());
        assertTerms(asked.getFirst());
        assertEquals(Optional.of("*"), asked.getLast().header("If-None-Match"));
        assertTrue(
                asked.getLast().body().contains("<PartNumber>1</PartNumber>"),
                asked.getLast().body());
    }

    private static Map<String, String> options() {
        return Map.of(
                "storage_class", "STANDARD_IA",
                "storage_class_wal", "GLACIER_IR",
                "object_lock", "1d",
                "object_lock_mode", "compliance",
                "tags", "team=dba,tier=2",
                "encryption", "sse-kms",
                "kms_key", "alias/backup");
    }

    private static void assertTerms(Asked asked) {
        assertEquals(Optional.of("GLACIER_IR"), asked.header("x-amz-storage-class"));
        assertEquals(Optional.of("COMPLIANCE"), asked.header("x-amz-object-lock-mode"));
        assertEquals(Optional.of("2026-11-22T12:00:00Z"), asked.header("x-amz-object-lock-retain-until-date"));
        assertEquals(Optional.of("team=dba&tier=2"), asked.header("x-amz-tagging"));
        assertEquals(Optional.of("aws:kms"), asked.header("x-amz-server-side-encryption"));
        assertEquals(Optional.of("alias/backup"), asked.header("x-amz-server-side-encryption-aws-kms-key-id"));
        assertEquals(Optional.of(RecordedStore.MARK), asked.header("x-amz-meta-" + RemoteTarget.MARK_NAME));
    }

    @Test
    void locks_no_tail_and_sends_a_checksum_with_what_it_locks() throws Exception {
        store(Map.of("object_lock", "1d"), "tail/1", false);
        store(Map.of("object_lock", "1d"), "wal/1", false);
        Asked tail = server.asked().getFirst();
        assertEquals(Optional.empty(), tail.header("x-amz-object-lock-mode"));
        assertEquals(Optional.empty(), tail.header("x-amz-sdk-checksum-algorithm"));
        Asked wal = server.asked().getLast();
        assertEquals(Optional.of("GOVERNANCE"), wal.header("x-amz-object-lock-mode"));
        assertEquals(Optional.of("CRC32"), wal.header("x-amz-sdk-checksum-algorithm"));
    }

    @Test
    void sends_no_checksum_that_a_custom_endpoint_may_not_know_unless_told_to() throws Exception {
        store(Map.of(), "wal/1", false);
        store(Map.of("checksums", "when-supported"), "wal/1", false);
        store(Map.of("checksums", "md5"), "wal/1", false);
        List<Asked> asked = server.asked();
        assertEquals(Optional.empty(), asked.get(0).header("x-amz-trailer"));
        assertEquals(Optional.empty(), asked.get(0).header("x-amz-sdk-checksum-algorithm"));
        assertEquals(Optional.of("x-amz-checksum-crc32"), asked.get(1).header("x-amz-trailer"));
        assertEquals(Optional.of("eB5eJF1ptWaXm4bijSPyxw=="), asked.get(2).header("Content-MD5"));
        assertEquals(Optional.empty(), asked.get(2).header("x-amz-trailer"));
    }

    @Test
    void sends_a_customer_s_key_with_every_request_for_the_object() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Path file = new RecordedStore(server.endpoint(), directory).write("sse-c", key);
        store(Map.of("encryption", "sse-c", "sse_c_key_file", file.toString()), "wal/1", true);
        for (Asked asked : server.asked()) {
            assertEquals(Optional.of("AES256"), asked.header("x-amz-server-side-encryption-customer-algorithm"));
            assertEquals(Optional.of(key), asked.header("x-amz-server-side-encryption-customer-key"));
            assertEquals(
                    Optional.of("cLyPS3KoaSFGi/joRB3OUQ=="),
                    asked.header("x-amz-server-side-encryption-customer-key-MD5"));
        }
    }

    @Test
    void names_the_bucket_in_the_path_or_in_the_host() throws Exception {
        store(Map.of("path_style", "true"), "wal/1", false);
        assertEquals("/bucket/some/prefix/wal/1", only().path());
    }

    private void store(Map<String, String> options, String key, boolean inParts) throws Exception {
        try (S3Objects objects = open(options)) {
            if (inParts) {
                RemoteParts parts = objects.begin(RecordedStore.absent(key));
                parts.put(1, 0, new MemoryBody(BYTES), true);
                parts.complete();
            } else {
                objects.put(RecordedStore.absent(key), new MemoryBody(BYTES));
            }
        }
    }

    private S3Objects open(Map<String, String> options) throws Exception {
        return new RecordedStore(server.endpoint(), directory).open(options);
    }

    private Asked only() {
        assertEquals(1, server.asked().size());
        return server.asked().getFirst();
    }
}
