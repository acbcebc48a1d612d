package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.ByteRange;
import io.pgcairn.storage.ObjectKey;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.s3.RecordingServer.Answer;
import io.pgcairn.storage.s3.RecordingServer.Asked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that expire while the store is open. */
class ExpiredCredentialsTest {
    private static final String EXCHANGED = """
            <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>KEY%d</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>""";
    private static final ObjectKey KEY = new ObjectKey("wal/1");

    @TempDir
    Path directory;

    @Test
    void are_exchanged_anew_once_within_the_call() throws Exception {
        try (RecordingServer server = RecordingServer.start(new Exchange("KEY2")::answer);
                S3Objects objects = openWithToken(server)) {
            assertEquals(5, objects.head(KEY).info().size());
            assertEquals(5, objects.get(KEY, ByteRange.ALL, Optional.empty()).length());
            List<String> methods = server.asked().stream().map(Asked::method).toList();
            assertEquals(List.of("POST", "HEAD", "POST", "HEAD", "GET"), methods);
            assertTrue(server.asked().getFirst().body().contains("WebIdentityToken=the-token"));
        }
    }

    @Test
    void are_told_of_when_the_new_ones_have_expired_too() throws Exception {
        try (RecordingServer server = RecordingServer.start(new Exchange("KEY99")::answer);
                S3Objects objects = openWithToken(server)) {
            StoreForbiddenException failure = assertThrows(
                    StoreForbiddenException.class, () -> objects.get(KEY, ByteRange.ALL, Optional.empty()));
            assertTrue(failure.hint().contains("expired"), failure.hint());
            List<String> methods = server.asked().stream().map(Asked::method).toList();
            assertEquals(List.of("POST", "GET", "POST", "GET"), methods);
        }
    }

    private S3Objects openWithToken(RecordingServer server) throws Exception {
        RecordedStore store = new RecordedStore(server.endpoint(), directory);
        Path token = store.write("token", "the-token");
        return store.openWithoutKeys(Map.of(
                "web_identity_token_file", token.toString(),
                "role_arn", "arn:aws:iam::123456789012:role/backup",
                "sts_endpoint", server.endpoint().toString()));
    }

    /** Gives keys with numbers and takes one of them. */
    private static final class Exchange {
        private final String valid;
        private int given;

        Exchange(String valid) {
            this.valid = valid;
        }

        synchronized Answer answer(Asked asked) {
            if (asked.method().equals("POST")) {
                given++;
                return Answer.xml(200, EXCHANGED.formatted(given));
            }
            if (!asked.header("Authorization").orElse("").contains("Credential=" + valid + "/")) {
                return Answer.error(400, "ExpiredToken");
            }
            Map<String, String> headers =
                    Map.of("ETag", "\"e\"", "Content-Length", "5", "Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
            return new Answer(200, headers, "12345");
        }
    }
}
