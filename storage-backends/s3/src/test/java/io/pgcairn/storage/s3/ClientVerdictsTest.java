package io.pgcairn.storage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.s3.Verdict.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ClientVerdictsTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("nowhere.invalid"), Kind.UNAVAILABLE, "DNS"),
                Arguments.of(new ConnectException("Connection refused"), Kind.UNAVAILABLE, "nobody listens"),
                Arguments.of(new NoRouteToHostException("No route"), Kind.UNAVAILABLE, "nobody listens"),
                Arguments.of(new SocketTimeoutException("Read timed out"), Kind.TIMEOUT, "timeout"),
                Arguments.of(new InterruptedIOException("timeout"), Kind.TIMEOUT, "timeout"),
                Arguments.of(new InterruptedException(), Kind.TIMEOUT, "timeout"),
                Arguments.of(
                        AbortedException.builder()
                                .message("Thread was interrupted")
                                .build(),
                        Kind.TIMEOUT,
                        ""),
                Arguments.of(
                        ApiCallAttemptTimeoutException.builder()
                                .message("too late")
                                .build(),
                        Kind.TIMEOUT,
                        ""),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), Kind.UNAVAILABLE, "https"),
                Arguments.of(new ConnectionClosedException("Premature end of body"), Kind.TRUNCATED, ""),
                Arguments.of(new SocketException("Connection reset"), Kind.UNAVAILABLE, "network"),
                Arguments.of(
                        SdkClientException.create("Unable to load credentials from any of the providers"),
                        Kind.FORBIDDEN,
                        "access_key_file"),
                Arguments.of(new IllegalStateException("Connection pool shut down"), Kind.UNAVAILABLE, ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tells_what_no_server_told(Exception failure, Kind kind, String hint) {
        Verdict bare = ClientVerdicts.of(failure);
        assertEquals(kind, bare.kind());
        assertTrue(bare.hint().contains(hint), bare.hint());
        if (!(failure instanceof SdkClientException) && !(failure instanceof IllegalStateException)) {
            Exception wrapped = SdkClientException.create("Unable to execute HTTP request", new IOException(failure));
            assertEquals(bare, ClientVerdicts.of(wrapped));
        }
    }
}
