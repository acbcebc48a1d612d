package io.pgcairn.storage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of errors. */
class GcsErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "301 | |  | Settings | endpoint",
                "307 | |  | Settings | endpoint",
                "400 | invalid | Invalid argument. | Settings | options",
                "400 | invalid | Provided CRC32C does not match | Unavailable |",
                "400 | userProjectMissing | Bucket is requester pays | Forbidden | user_project",
                "400 | customerEncryptionKeyIsIncorrect | The key is incorrect | Forbidden | customer_key_file",
                "400 | resourceIsEncryptedWithCustomerEncryptionKey | a key is needed | Forbidden | customer_key_file",
                "401 | authError | Invalid Credentials | Forbidden | credentials",
                "403 | forbidden | no storage.objects.create access | Forbidden | storage.objects.create",
                "403 | insufficientPermissions | Request had insufficient scopes | Forbidden | storage.objects.create",
                "403 | rateLimitExceeded | too fast | Unavailable |",
                "403 | userRateLimitExceeded | too fast | Unavailable |",
                "403 | quotaExceeded | The quota is used up | Full | quota",
                "403 | dailyLimitExceeded | The quota is used up | Full | quota",
                "403 | accountDisabled | The account is disabled | Forbidden | billing",
                "403 | forbidden | The billing account is disabled | Forbidden | billing",
                "403 | retentionPolicyNotMet | Object is under retention policy | Locked | wait",
                "403 | objectUnderActiveHold | Object is under hold | Locked | wait",
                "403 | forbidden | Object 'o' is subject to bucket's retention policy | Locked | wait",
                "403 | forbidden | Object 'b/o' is under active Event-Based hold | Locked | wait",
                "404 | notFound | The specified bucket does not exist. | Settings | bucket",
                "405 | |  | Settings | endpoint",
                "408 | |  | Timeout |",
                "409 | conflict | The request conflicts with another | Unavailable |",
                "410 | |  | Unavailable |",
                "411 | |  | Settings | endpoint",
                "412 | conditionNotMet | | Unavailable |",
                "429 | rateLimitExceeded | per object, too fast | Unavailable |",
                "499 | |  | Unavailable |",
                "500 | backendError | We encountered an internal error | Unavailable |",
                "502 | | <html> | Unavailable |",
                "503 | backendError | | Unavailable |",
                "504 | |  | Timeout |",
                "599 | |  | Unavailable |",
            })
    void tells_what_a_refusal_means(
            int status, @Nullable String reason, @Nullable String message, String kind, @Nullable String hint) {
        ErrorReply reply = new ErrorReply(status, orEmpty(reason), orEmpty(message));
        StoreException e = GcsErrors.refusal("put of a", reply, new IOException("cause"));
        assertKind(kind, orEmpty(hint), e);
        assertTrue(e.toString().contains("put of a") && e.toString().contains(Integer.toString(status)), e.toString());
    }

    @Test
    void tells_what_a_broken_network_means() {
        assertKind("Timeout", "", GcsErrors.of("get", new SocketTimeoutException("Read timed out")));
        assertKind("Unavailable", "DNS", GcsErrors.of("get", new UnknownHostException("nowhere")));
        assertKind("Unavailable", "firewall", GcsErrors.of("get", new ConnectException("Connection refused")));
        assertKind("Unavailable", "", GcsErrors.of("get", new SocketException("Connection reset")));
        assertKind("Unavailable", "proxy", GcsErrors.of("get", new SSLHandshakeException("closed during handshake")));
        IOException distrust = new SSLHandshakeException("PKIX path validation failed");
        IOException wrapped = new IOException(distrust.getMessage(), new CertificateExpiredException("NotAfter"));
        assertKind("Settings", "ca_file", GcsErrors.of("get", wrapped));
        assertKind("Settings", "ca_file", noToken(wrapped));
    }

    @Test
    void tells_what_a_missing_token_means() {
        assertKind("Unavailable", "", noToken(new IOException("Connection reset")));
        assertKind("Timeout", "", noToken(new SocketTimeoutException("Read timed out")));
        assertKind(
                "Forbidden", "credentials_file", noToken(new IOException("Your default credentials were not found.")));
        assertKind(
                "Forbidden",
                "NTP",
                noToken(new IOException("Invalid JWT: Token must be a short-lived token (60 minutes) and in a"
                        + " reasonable timeframe. Check your iat and exp values in the JWT claim.")));
    }

    private static StoreException noToken(IOException cause) {
        return GcsErrors.of("put", new SigningException(cause));
    }

    private static void assertKind(String kind, String hint, StoreException e) {
        String actual = switch (e) {
            case InvalidStoreSettingsException _ -> "Settings";
            case ObjectLockedException _ -> "Locked";
            case StoreForbiddenException _ -> "Forbidden";
            case StoreTimeoutException _ -> "Timeout";
            case StoreUnavailableException _ -> "Unavailable";
            case StoreFullException _ -> "Full";
            default -> e.getClass().getSimpleName();
        };
        assertEquals(kind, actual, e.toString());
        assertTrue(e.hint().contains(hint), e.hint());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
