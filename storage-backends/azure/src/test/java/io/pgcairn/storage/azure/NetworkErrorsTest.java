package io.pgcairn.storage.azure;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.pgcairn.storage.InvalidStoreSettingsException;
import io.pgcairn.storage.StoreException;
import io.pgcairn.storage.StoreForbiddenException;
import io.pgcairn.storage.StoreTimeoutException;
import io.pgcairn.storage.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

/** What the store says when no answer came, however deep the client wraps the reason. */
class NetworkErrorsTest {
    private static final Attempt ANY = new Attempt("get", "azure://account/container/key", false);

    static Stream<Arguments> reasons() {
        return Stream.of(
                        List.of(new InterruptedException(), StoreUnavailableException.class, "interrupted", ""),
                        List.of(new HttpTimeoutException("late"), StoreTimeoutException.class, "in time", ""),
                        List.of(new HttpConnectTimeoutException("late"), StoreTimeoutException.class, "in time", ""),
                        List.of(new TimeoutException(), StoreTimeoutException.class, "in time", ""),
                        List.of(handshake(), InvalidStoreSettingsException.class, "not trusted", "ca_file"),
                        List.of(new SSLException("no TLS"), StoreUnavailableException.class, "no TLS", "TLS"),
                        List.of(new UnknownHostException("x"), StoreUnavailableException.class, "unknown", "DNS"),
                        List.of(new UnresolvedAddressException(), StoreUnavailableException.class, "unknown", "DNS"),
                        List.of(
                                new ConnectException("refused"),
                                StoreUnavailableException.class,
                                "refused",
                                "firewall"),
                        List.of(new IOException("reset"), StoreUnavailableException.class, "reset", ""),
                        List.of(new ClosedChannelException(), StoreUnavailableException.class, "connection broke", ""),
                        List.of(new IllegalStateException("odd"), StoreUnavailableException.class, "IllegalState", ""),
                        List.of(
                                new CredentialUnavailableException("none"),
                                StoreForbiddenException.class,
                                "no identity",
                                "sas_token_file"),
                        List.of(
                                new ClientAuthenticationException("refused", null),
                                StoreForbiddenException.class,
                                "no identity",
                                "managed identity"),
                        List.of(
                                new CredentialUnavailableException("later", new IOException("no route")),
                                StoreUnavailableException.class,
                                "no route",
                                ""))
                .map(row -> Arguments.of(row.toArray()));
    }

    private static SSLHandshakeException handshake() {
        SSLHandshakeException failure = new SSLHandshakeException("no");
        failure.initCause(new CertificateException("nobody knows it"));
        return failure;
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void finds_the_reason_in_every_wrapping(Throwable reason, Class<?> expected, String message, String hint) {
        List<RuntimeException> wrapped = List.of(
                new RuntimeException(reason),
                Exceptions.propagate(reason),
                new UncheckedIOException(new IOException("around", reason)),
                new CompletionException(new RuntimeException(new IOException("around", reason))));
        // With an IOException around it, a lack of credentials is one that may pass.
        int wrappings = reason instanceof ClientAuthenticationException ? 2 : wrapped.size();
        for (RuntimeException failure : wrapped.subList(0, wrappings)) {
            StoreException told = AzureErrors.of(ANY, failure);
            assertInstanceOf(expected, told);
            assertTrue(String.valueOf(told.getMessage()).contains(message), told.getMessage());
            assertTrue(told.hint().contains(hint), told.hint());
            assertSame(failure, told.getCause());
        }
    }
}
