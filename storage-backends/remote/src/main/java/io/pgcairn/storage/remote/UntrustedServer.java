package io.pgcairn.storage.remote;

import io.pgcairn.storage.InvalidStoreSettingsException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A server for whose certificate nobody vouches whom we trust: the same error at every store. */
public final class UntrustedServer {
    private static final int DEEPEST = 20;
    private static final String HINT = "name the PEM file of the authority that signed it as ca_file, where a proxy"
            + " opens TLS the proxy's; look at endpoint and at this host's clock as well";

    private UntrustedServer() {}

    /** Whether that is what a request failed for, however deep a client wraps it. */
    public static boolean isCauseOf(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; depth < DEEPEST && each != null; depth++) {
            if (each instanceof CertificateException
                    || each instanceof CertPathBuilderException
                    || each instanceof CertPathValidatorException
                    || each instanceof SSLPeerUnverifiedException) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    /** @param what the call and its object, to begin a sentence with */
    public static InvalidStoreSettingsException exception(String what, Throwable cause) {
        return new InvalidStoreSettingsException(what + ": the certificate of who answers is not trusted", HINT, cause);
    }
}
