package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.remote.TrustedAuthorities;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import io.pgcairn.storage.s3.RecordingServer.Asked;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificate no public authority vouches for. */
class TrustTest {
    private static final ObjectKey KEY = new ObjectKey("wal/1");

    @TempDir
    Path directory;

    @Test
    void talks_to_a_server_whose_certificate_is_named() throws Exception {
        SelfSigned own = SelfSigned.in(directory);
        try (RecordingServer server = RecordingServer.startWithTls(own.tls(), asked -> Answer.ok());
                S3Objects objects = open(server, Map.of("ca_file", own.pem().toString()))) {
            objects.put(RecordedStore.absent("wal/1"), new MemoryBody(new byte[1 << 20]));
            Asked put = server.asked().getFirst();
            assertEquals(Optional.of("UNSIGNED-PAYLOAD"), put.header("x-amz-content-sha256"));
            assertEquals(1 << 20, put.bodyBytes());
        }
    }

    @Test
    void refuses_any_other_and_says_how_to_trust_it() throws Exception {
        SelfSigned own = SelfSigned.in(directory);
        try (RecordingServer server = RecordingServer.startWithTls(own.tls(), asked -> Answer.ok());
                S3Objects objects = open(server, Map.of())) {
            InvalidStoreSettingsException refused =
                    assertThrows(InvalidStoreSettingsException.class, () -> objects.head(KEY));
            assertTrue(refused.hint().contains("ca_file"), refused.hint());
        }
    }

    @Test
    void keeps_the_authorities_that_java_trusts() throws Exception {
        SelfSigned own = SelfSigned.in(directory);
        TrustManager[] trusted = TrustedAuthorities.with(own.pem());
        int count = Arrays.stream(trusted)
                .mapToInt(each -> ((X509TrustManager) each).getAcceptedIssuers().length)
                .sum();
        assertTrue(count > 20, "authorities: " + count);
    }

    @Test
    void refuses_a_file_that_holds_no_certificate() throws Exception {
        Path file = new RecordedStore(URI.create("http://x"), directory).write("empty.pem", "nothing");
        assertThrows(InvalidStoreSettingsException.class, () -> TrustedAuthorities.with(file));
    }

    private S3Objects open(RecordingServer server, Map<String, String> options) throws Exception {
        return new RecordedStore(server.endpoint(), directory).open(options);
    }
}
