package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes the one certificate that the configuration names, whatever name the endpoint is reached by: this program and
 * the daemon read the same file.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {
    private final Certificate known;

    private PinnedCertificate(Certificate known) {
        this.known = known;
    }

    /** @throws CairnException it cannot be read */
    static SSLContext context(Path file) throws CairnException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(first)}, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new OwnToken.AccessFailure(
                    "the daemon's certificate " + file + " cannot be read: " + e,
                    "run this as the daemon's user, and look at http.tls.certificate",
                    e);
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (!known.equals(chain[0])) {
            throw new CertificateException("the daemon shows another certificate than http.tls.certificate names");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
