package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectExistsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.ObjectMissingException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.TruncatedObjectException;
import io.pgcairn.storage.remote.RemoteBody;
import io.pgcairn.storage.remote.RemoteParts;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import io.pgcairn.storage.s3.RecordingServer.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of answers that a store gives over the wire, and of none. */
class RecordedFailureTest {
    private static final ObjectKey KEY = new ObjectKey("wal/1");

    @TempDir
    Path directory;

    @Test
    void makes_each_failed_request_once() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.error(503, "SlowDown"));
                S3Objects objects = open(server, Map.of())) {
            StoreException failure = assertThrows(
                    StoreUnavailableException.class,
                    () -> objects.put(RecordedStore.absent("wal/1"), new MemoryBody(new byte[10])));
            assertTrue(failure.isRetryable());
            assertTrue(String.valueOf(failure.getMessage()).contains("wal/1 in s3://bucket/some/prefix/"));
            assertEquals(1, server.asked().size());
        }
    }

    @Test
    void does_not_believe_a_status_200_with_an_error_inside() throws Exception {
        try (RecordingServer server =
                        RecordingServer.start(asked -> asked.path().endsWith("?uploads")
                                ? Answer.xml(200, "<R><UploadId>up</UploadId></R>")
                                : Answer.error(200, "InternalError"));
                S3Objects objects = open(server, Map.of())) {
            RemoteParts parts = objects.begin(RecordedStore.absent("wal/1"));
            assertThrows(StoreUnavailableException.class, parts::complete);
        }
    }

    @Test
    void tells_a_missing_object_from_a_missing_bucket_and_from_no_store_at_all() throws Exception {
        assertFailure(ObjectMissingException.class, asked -> Answer.error(404, "NoSuchKey"));
        assertFailure(InvalidStoreSettingsException.class, asked -> Answer.error(404, "NoSuchBucket"));
        assertFailure(
                StoreUnavailableException.class,
                asked -> new Answer(404, Map.of("Content-Type", "text/html"), "<html>Not Found</html>"));
        assertFailure(StoreUnavailableException.class, asked -> new Answer(404, Map.of(), ""));
    }

    /** Of head and get alike. */
    private void assertFailure(Class<? extends StoreException> type, Function<Asked, Answer> script) throws Exception {
        try (RecordingServer server = RecordingServer.start(script);
                S3Objects objects = open(server, Map.of())) {
            assertThrows(type, () -> objects.head(KEY));
            assertThrows(type, () -> objects.get(KEY, ByteRange.ALL, Optional.empty()));
        }
    }

    @Test
    void says_exists_only_where_something_was_to_be_stored() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.error(412, "PreconditionFailed"));
                S3Objects objects = open(server, Map.of())) {
            assertThrows(
                    ObjectExistsException.class,
                    () -> objects.put(RecordedStore.absent("wal/1"), new MemoryBody(new byte[1])));
            assertThrows(
                    StoreUnavailableException.class, () -> objects.get(KEY, ByteRange.from(5), Optional.of("\"v\"")));
            assertEquals(Optional.of("\"v\""), server.asked().getLast().header("If-Match"));
            assertEquals(Optional.of("bytes=5-"), server.asked().getLast().header("Range"));
        }
    }

    @Test
    void names_the_region_of_a_bucket_that_is_elsewhere() throws Exception {
        Function<Asked, Answer> elsewhere = asked -> new Answer(301, Map.of("x-amz-bucket-region", "eu-west-3"), "");
        try (RecordingServer server = RecordingServer.start(elsewhere);
                S3Objects objects = open(server, Map.of())) {
            for (Executable call : List.<Executable>of(
                    () -> objects.head(KEY), () -> objects.get(KEY, ByteRange.ALL, Optional.empty()))) {
                InvalidStoreSettingsException refused = assertThrows(InvalidStoreSettingsException.class, call);
                assertTrue(refused.hint().contains("region: eu-west-3"), refused.hint());
            }
        }
    }

    @Test
    void tells_of_each_key_that_a_batch_could_not_delete() throws Exception {
        String some = """
                <DeleteResult><Error><Key>some/prefix/a</Key><Code>NoSuchKey</Code></Error>
                <Error><Key>some/prefix/b</Key><Code>AccessDenied</Code><Message>locked</Message></Error>
                <Error><Key>some/prefix/c</Key><Code>AccessDenied</Code></Error></DeleteResult>""";
        try (RecordingServer server = RecordingServer.start(asked -> Answer.xml(200, some));
                S3Objects objects = open(server, Map.of())) {
            StoreForbiddenException failure =
                    assertThrows(StoreForbiddenException.class, () -> objects.delete(List.of(KEY, new ObjectKey("b"))));
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("some/prefix/b and 1 others"), message);
        }
    }

    @Test
    void tells_a_batch_in_which_keys_are_locked_from_one_in_which_a_right_is_missing() throws Exception {
        String locked = "<Error><Key>some/prefix/b</Key><Code>AccessDenied</Code>"
                + "<Message>Access Denied because object protected by object lock.</Message></Error>";
        String denied = "<Error><Key>some/prefix/c</Key><Code>AccessDenied</Code></Error>";
        for (String answer : List.of(locked, locked + denied)) {
            String xml = "<DeleteResult>" + answer + "</DeleteResult>";
            try (RecordingServer server = RecordingServer.start(asked -> Answer.xml(200, xml));
                    S3Objects objects = open(server, Map.of())) {
                StoreForbiddenException failure = assertThrows(
                        StoreForbiddenException.class, () -> objects.delete(List.of(KEY, new ObjectKey("b"))));
                assertEquals(answer.equals(locked), failure instanceof ObjectLockedException, failure.toString());
                assertEquals(answer.equals(locked), failure.hint().contains("wait"), failure.hint());
            }
        }
    }

    /** The seal proves what came; see docs/stores-s3.md. */
    @Test
    void asks_for_no_checksum_of_what_it_gets_and_hears_none() throws Exception {
        Map<String, String> headers = Map.of("ETag", "\"e\"", "x-amz-checksum-crc32", "AAAAAA==");
        try (RecordingServer server = RecordingServer.start(asked -> new Answer(200, headers, "whole"));
                S3Objects objects = open(server, Map.of("checksums", "when-supported"));
                InputStream in = objects.get(KEY, ByteRange.ALL, Optional.empty()).stream()) {
            assertEquals("whole", new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(Optional.empty(), server.asked().getFirst().header("x-amz-checksum-mode"));
        }
    }

    @Test
    void refuses_an_answer_of_another_range_than_it_asked_for() throws Exception {
        try (RecordingServer server =
                        RecordingServer.start(asked -> new Answer(200, Map.of("ETag", "\"e\""), "whole"));
                S3Objects objects = open(server, Map.of())) {
            assertThrows(StoreUnavailableException.class, () -> objects.get(KEY, ByteRange.from(2), Optional.empty()));
        }
    }

    @Test
    void refuses_an_answer_of_less_than_the_range_it_asked_for() throws Exception {
        Map<String, String> less = Map.of("ETag", "\"e\"", "Content-Range", "bytes 2-6/100");
        try (RecordingServer server = RecordingServer.start(asked -> new Answer(206, less, "short"));
                S3Objects objects = open(server, Map.of())) {
            assertThrows(StoreUnavailableException.class, () -> objects.get(KEY, ByteRange.from(2), Optional.empty()));
        }
    }

    @Test
    void refuses_a_head_that_no_store_answers() throws Exception {
        try (RecordingServer server =
                        RecordingServer.start(asked -> new Answer(200, Map.of("Content-Type", "text/html"), ""));
                S3Objects objects = open(server, Map.of())) {
            assertThrows(StoreUnavailableException.class, () -> objects.head(KEY));
        }
    }

    @Test
    void calls_a_body_that_ends_early_truncated() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: \"e\"\r\n\r\nshort";
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> answerOnce(listening, head));
            URI endpoint = URI.create("http://127.0.0.1:" + listening.getLocalPort());
            try (S3Objects objects = new RecordedStore(endpoint, directory).open(Map.of())) {
                RemoteBody body = objects.get(KEY, ByteRange.ALL, Optional.empty());
                assertEquals(100, body.length());
                assertThrows(TruncatedObjectException.class, body.stream()::readAllBytes);
                body.stream().close();
            }
            server.join();
        }
    }

    private static void answerOnce(ServerSocket listening, String answer) {
        try (Socket socket = listening.accept()) {
            byte[] request = new byte[10_000];
            int unused = socket.getInputStream().read(request);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tells_a_server_that_does_not_listen_from_a_name_that_does_not_resolve() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        assertHint("nobody listens", nobody);
        assertHint("DNS", URI.create("http://nowhere.invalid"));
    }

    private void assertHint(String hint, URI endpoint) throws Exception {
        try (S3Objects objects = new RecordedStore(endpoint, directory).open(Map.of())) {
            StoreUnavailableException failure = assertThrows(StoreUnavailableException.class, () -> objects.head(KEY));
            assertTrue(failure.hint().contains(hint), failure.hint() + " " + failure.getMessage());
        }
    }

    @Test
    void ends_soon_when_its_thread_is_interrupted() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.ok());
                S3Objects objects = open(server, Map.of())) {
            Thread.currentThread().interrupt();
            StoreException failure = assertThrows(StoreException.class, () -> objects.head(KEY));
            boolean unused = Thread.interrupted();
            assertTrue(failure.isRetryable(), failure.toString());
        }
    }

    @Test
    void says_that_it_is_closed() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.ok())) {
            S3Objects objects = open(server, Map.of());
            objects.close();
            assertThrows(StoreUnavailableException.class, () -> objects.head(KEY));
        }
    }

    @Test
    void never_tells_a_secret() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.error(403, "SignatureDoesNotMatch"));
                S3Objects objects = open(server, Map.of())) {
            StoreForbiddenException failure =
                    assertThrows(StoreForbiddenException.class, () -> objects.list("", "", 1));
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertFalse(each.toString().contains("very-secret"), each.toString());
            }
            assertInstanceOf(StoreException.class, failure);
        }
    }

    private S3Objects open(RecordingServer server, Map<String, String> options) throws StoreException {
        return new RecordedStore(server.endpoint(), directory).open(options);
    }
}
