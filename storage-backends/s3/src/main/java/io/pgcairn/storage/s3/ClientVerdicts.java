package io.pgcairn.storage.s3;

import io.pgcairn.storage.s3.Verdict.Kind;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What a failure means that no server told: connections, names, time. */
final class ClientVerdicts {
    private static final int MAX_CAUSES = 20;
    private static final Verdict LATE =
            new Verdict(Kind.TIMEOUT, "the store answers too slowly: see the network, or raise the tier's timeout");

    private ClientVerdicts() {}

    static Verdict of(Throwable failure) {
        Optional<Verdict> found = Optional.empty();
        Throwable cause = failure;
        // The innermost cause that says something says the most.
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            Optional<Verdict> told = ofOne(cause);
            found = told.isPresent() ? told : found;
            cause = cause.getCause();
        }
        return found.orElseGet(() -> byText(String.valueOf(failure.getMessage())));
    }

    private static Optional<Verdict> ofOne(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case UnknownHostException e ->
                        new Verdict(
                                Kind.UNAVAILABLE, "the host's name cannot be resolved: see endpoint, region and DNS");
                    case SocketTimeoutException e -> LATE;
                    case ConnectException e -> unreachable();
                    case NoRouteToHostException e -> unreachable();
                    case ConnectionClosedException e -> new Verdict(Kind.TRUNCATED, "");
                    case SSLException e ->
                        new Verdict(
                                Kind.UNAVAILABLE, "TLS failed: see whether endpoint is https and what lies between");
                    case ApiCallAttemptTimeoutException e -> LATE;
                    case ApiCallTimeoutException e -> LATE;
                    case AbortedException e -> LATE;
                    case InterruptedException e -> LATE;
                    case InterruptedIOException e -> LATE;
                    default -> null;
                });
    }

    private static Verdict unreachable() {
        return new Verdict(Kind.UNAVAILABLE, "nobody listens there: see endpoint, proxy and firewalls");
    }

    private static Verdict byText(String message) {
        if (message.contains("Unable to load credentials") || message.contains("Profile file contained no")) {
            return new Verdict(
                    Kind.FORBIDDEN,
                    "give credentials: access_key_file and secret_key_file, profile, or the host's role");
        }
        return new Verdict(Kind.UNAVAILABLE, "see the network between this host and the store");
    }
}
