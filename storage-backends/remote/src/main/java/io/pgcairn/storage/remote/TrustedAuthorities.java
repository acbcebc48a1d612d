package io.pgcairn.storage.remote;

import io.pgcairn.storage.InvalidStoreSettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for a server: the authorities that Java trusts, and those of a PEM file beside them. */
public final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** @throws InvalidStoreSettingsException the file holds no certificates, or cannot be read */
    public static TrustManager[] with(Path file) throws InvalidStoreSettingsException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> own =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (own.isEmpty()) {
                throw refused(file, null);
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            addDefaults(all);
            for (Certificate certificate : own) {
                all.setCertificateEntry("own-" + all.size(), certificate);
            }
            return factory(all).getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw e instanceof InvalidStoreSettingsException refused ? refused : refused(file, e);
        }
    }

    /**
     * What connections are made with.
     *
     * @throws InvalidStoreSettingsException the file holds no certificates, or cannot be read
     */
    public static SSLContext context(Path file) throws InvalidStoreSettingsException {
        TrustManager[] trusted = with(file);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw refused(file, e);
        }
    }

    private static void addDefaults(KeyStore all) throws GeneralSecurityException {
        for (TrustManager each : factory(null).getTrustManagers()) {
            if (each instanceof X509TrustManager x509) {
                for (Certificate issuer : x509.getAcceptedIssuers()) {
                    all.setCertificateEntry("java-" + all.size(), issuer);
                }
            }
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static InvalidStoreSettingsException refused(Path file, @Nullable Throwable cause) {
        return new InvalidStoreSettingsException(
                "the file " + file + " that is named as ca_file holds no certificates",
                "write PEM certificates into it (-----BEGIN CERTIFICATE-----)",
                cause);
    }
}
