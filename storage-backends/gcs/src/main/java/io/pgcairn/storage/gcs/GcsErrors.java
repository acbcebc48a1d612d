package io.pgcairn.storage.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.ObjectLockedException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreFullException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import io.pgcairn.storage.remote.UntrustedServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/**
 * Which failure is which of the contract's. "Missing" and "exists" are not among them: only the call that was made
 * knows what a 404 or a 412 means.
 */
final class GcsErrors {
    private static final Set<String> SLOW_DOWN =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "slowDown", "backendError");
    private static final Set<String> QUOTA = Set.of("quotaExceeded", "dailyLimitExceeded");
    private static final Set<String> BILLING =
            Set.of("accountDisabled", "billingNotEnabled", "userProjectAccountProblem", "UserProjectAccountProblem");

    private static final Pattern LOCK = Pattern.compile("retention|Hold");
    private static final Pattern LOCK_IN_WORDS =
            Pattern.compile("retention policy|(subject to|under).*(retention|hold)");

    private GcsErrors() {}

    /** @param what the call and its object, to begin a sentence with */
    static StoreException of(String what, IOException e) {
        return switch (e) {
            case HttpResponseException reply -> refusal(what, ErrorReply.of(reply), reply);
            case SigningException signing -> noToken(what, signing);
            case InterruptedIOException late ->
                new StoreTimeoutException(what + ": Google does not answer: " + late.getMessage(), "", late);
            case UnknownHostException host ->
                new StoreUnavailableException(
                        what + ": the name " + host.getMessage() + " cannot be resolved",
                        "check DNS, endpoint and proxy",
                        host);
            case ConnectException connect ->
                new StoreUnavailableException(
                        what + ": no connection: " + connect.getMessage(),
                        "check endpoint, proxy and firewall",
                        connect);
            default -> UntrustedServer.isCauseOf(e) ? UntrustedServer.exception(what, e) : broken(what, e);
        };
    }

    /** What an answer means that is neither success nor one the call itself understands. */
    static StoreException refusal(String what, ErrorReply reply, IOException e) {
        String message = what + ": Google answered " + reply;
        return switch (reply.status()) {
            case 400 -> badRequest(message, reply, e);
            case 401 ->
                new StoreForbiddenException(
                        message,
                        "the credentials are not accepted: the key may be deleted or disabled, or belong elsewhere",
                        e);
            case 403 -> forbidden(message, reply, e);
            case 404 -> bucketMissing(message, e);
            case 408, 504 -> new StoreTimeoutException(message, "", e);
            case 405, 411, 413, 414, 416, 501 ->
                new InvalidStoreSettingsException(message, "check that endpoint is a JSON API of Cloud Storage", e);
            case 301, 302, 303, 304, 307, 308 ->
                new InvalidStoreSettingsException(
                        message + " (a redirect, which is not followed)", "check endpoint and proxy", e);
            // 409 and 412 of a call that set no condition, 410, 423, 429, 499, 5xx and what nobody has seen yet.
            default -> new StoreUnavailableException(message, "", e);
        };
    }

    static StoreException bucketMissing(String message, IOException e) {
        return new InvalidStoreSettingsException(
                message, "make the bucket, or correct the store's location; pgcairn makes none", e);
    }

    private static StoreException badRequest(String message, ErrorReply reply, IOException e) {
        String text = reply.message().toLowerCase(Locale.ROOT);
        if (text.contains("crc32c") || text.contains("checksum") || text.contains("md5")) {
            return new StoreUnavailableException(message + " (the bytes were damaged on their way)", "", e);
        }
        if (reply.reason().contains("CustomerEncryption") || reply.reason().contains("customerEncryption")) {
            return new StoreForbiddenException(
                    message, "customer_key_file must hold the key that the object was put with", e);
        }
        if (reply.reason().equals("userProjectMissing")) {
            return new StoreForbiddenException(message, "the requester pays for this bucket: set user_project", e);
        }
        return new InvalidStoreSettingsException(message, "check the store's options", e);
    }

    private static StoreException forbidden(String message, ErrorReply reply, IOException e) {
        String reason = reply.reason();
        if (SLOW_DOWN.contains(reason)) {
            return new StoreUnavailableException(message, "", e);
        }
        if (QUOTA.contains(reason)) {
            return new StoreFullException(message, "raise the project's quota, or ask less of it", e);
        }
        if (BILLING.contains(reason) || reply.message().contains("billing")) {
            return new StoreForbiddenException(message, "the project's billing account is absent or disabled", e);
        }
        if (LOCK.matcher(reason).find()
                || LOCK_IN_WORDS.matcher(reply.message()).find()) {
            return new ObjectLockedException(
                    message, "the object is locked by a retention policy or a hold: wait until it ends", e);
        }
        return new StoreForbiddenException(
                message,
                "grant the account storage.objects.create, get, list and delete on the bucket (docs/stores-gcs.md)",
                e);
    }

    private static StoreException noToken(String what, SigningException e) {
        String message = what + ": no token could be had: " + e.getMessage();
        Throwable cause = e.getCause();
        if (isClockSkew(message)) {
            return new StoreForbiddenException(message, "this host's clock is wrong: set it by NTP", e);
        }
        if (cause instanceof Retryable retryable && !retryable.isRetryable()) {
            return new StoreForbiddenException(
                    message, "the key may be deleted or disabled, or the federation not allow this identity", e);
        }
        if (cause instanceof InterruptedIOException) {
            return new StoreTimeoutException(message, "", e);
        }
        if (message.contains("default credentials were not found")) {
            return new StoreForbiddenException(message, "set credentials_file, or give the machine an account", e);
        }
        return UntrustedServer.isCauseOf(e)
                ? UntrustedServer.exception(what + ": no token could be had", e)
                : new StoreUnavailableException(message, "", e);
    }

    private static boolean isClockSkew(String message) {
        return message.contains("reasonable timeframe") || message.contains("iat and exp");
    }

    private static StoreException broken(String what, IOException e) {
        String hint = e instanceof SSLHandshakeException ? "check endpoint and proxy" : "";
        String said = e.getMessage() == null ? "" : ": " + e.getMessage();
        return new StoreUnavailableException(what + ": the connection broke" + said, hint, e);
    }
}
