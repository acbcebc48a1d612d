package io.pgcairn.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgcairn.storage.InvalidStoreSettingsException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

/** Distrust is told from what else may go wrong with TLS. */
class UntrustedServerTest {
    @Test
    void finds_distrust_however_deep_it_is_wrapped() {
        for (Throwable distrust : List.of(
                new CertificateExpiredException("yesterday"),
                new CertPathBuilderException("nobody vouches"),
                new CertPathValidatorException("revoked"),
                new SSLPeerUnverifiedException("another name"))) {
            Throwable wrapped = new RuntimeException(new IOException("around", new RuntimeException(distrust)));
            assertTrue(UntrustedServer.isCauseOf(distrust), distrust::toString);
            assertTrue(UntrustedServer.isCauseOf(wrapped), distrust::toString);
        }
        assertFalse(UntrustedServer.isCauseOf(new SSLHandshakeException("closed during handshake")));
    }

    @Test
    void looks_no_further_in_causes_that_go_round() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        assertFalse(UntrustedServer.isCauseOf(first));
    }

    @Test
    void says_which_option_mends_it() {
        InvalidStoreSettingsException refused = UntrustedServer.exception("get of a", new IOException("PKIX"));
        assertEquals("get of a: the certificate of who answers is not trusted", refused.getMessage());
        assertTrue(refused.hint().contains("ca_file"), refused.hint());
    }
}
