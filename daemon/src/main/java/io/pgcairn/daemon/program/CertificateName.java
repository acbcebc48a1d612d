package io.pgcairn.daemon.program;

import io.pgcairn.daemon.fault.CairnException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** By what name a certificate is believed. */
final class CertificateName {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private CertificateName() {}

    /**
     * The host itself if the certificate is for it, else the first name that it is for.
     *
     * @throws CairnException it cannot be read
     */
    static String nearest(Path file, String host) throws CairnException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            List<String> names = all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> name.getFirst().equals(DNS)
                                    || name.getFirst().equals(ADDRESS))
                            .map(name -> String.valueOf(name.get(1)).replace("*", "pgcairn"))
                            .toList();
            String bare = host.replace("[", "").replace("]", "");
            return names.isEmpty() || names.contains(bare) ? host : names.getFirst();
        } catch (IOException | CertificateException e) {
            throw new OwnToken.AccessFailure(
                    "the daemon's certificate " + file + " cannot be read: " + e,
                    "run this as the daemon's user, and look at http.tls.certificate",
                    e);
        }
    }
}
