package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.remote.PartBody;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part lies in memory once: the client reads it in small pieces, whatever it computes over it. */
class BodyCopyTest {
    private static final int LENGTH = 16 << 20;

    @TempDir
    Path directory;

    @Test
    void is_not_made_over_http_where_the_body_is_signed_in_pieces() throws Exception {
        try (RecordingServer server = RecordingServer.start(asked -> Answer.ok())) {
            assertReadInPieces(server, Map.of(), 1);
            assertReadInPieces(server, Map.of("checksums", "when-supported"), 1);
            assertReadInPieces(server, Map.of("checksums", "md5"), 1);
        }
    }

    @Test
    void is_not_made_over_tls_either() throws Exception {
        SelfSigned own = SelfSigned.in(directory);
        try (RecordingServer server = RecordingServer.startWithTls(own.tls(), asked -> Answer.ok())) {
            Map<String, String> trust = Map.of("ca_file", own.pem().toString());
            assertReadInPieces(server, trust, 1);
            assertReadInPieces(server, Map.of("ca_file", own.pem().toString(), "checksums", "when-supported"), 1);
        }
    }

    private void assertReadInPieces(RecordingServer server, Map<String, String> options, int passes) throws Exception {
        WatchedBody body = new WatchedBody(new AtomicInteger(), new AtomicLong());
        try (S3Objects objects = new RecordedStore(server.endpoint(), directory).open(options)) {
            objects.put(RecordedStore.absent("wal/1"), body);
        }
        assertTrue(body.longestRead().get() <= 256 * 1024, "read at once: " + body.longestRead());
        assertEquals((long) passes * LENGTH, body.bytesRead().get(), "bytes read with " + options.keySet());
    }

    /** Takes down how it is read. */
    private record WatchedBody(AtomicInteger longestRead, AtomicLong bytesRead) implements PartBody {
        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[LENGTH]) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    longestRead.accumulateAndGet(length, Math::max);
                    int count = super.read(target, offset, length);
                    bytesRead.addAndGet(Math.max(0, count));
                    return count;
                }
            };
        }

        @Override
        public List<ByteBuffer> slices() {
            return List.of(ByteBuffer.allocate(LENGTH));
        }
    }
}
