package io.pgcairn.daemon.http;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint's certificate and key, read again when their files change. While what is there now does not fit
 * together, the old ones stay: two files cannot be replaced at once. Safe for use by several threads.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final TlsSettings settings;
    private List<FileStamp> stamps;
    private volatile SslContext context;

    /** @throws ListenFailure the files cannot be used */
    Tls(TlsSettings settings) throws ListenFailure {
        this.settings = settings;
        this.stamps = stamp();
        try {
            this.context = read();
        } catch (IOException e) {
            throw new ListenFailure(
                    "TLS cannot be served: " + trouble(e), "look at http.tls and at the files it names", e);
        }
    }

    /** For the next connection. */
    SslContext context() {
        return context;
    }

    /** Looks whether a file changed; reads files, so not for the event loop. */
    synchronized void refresh() {
        List<FileStamp> now = stamp();
        if (isSame(now)) {
            return;
        }
        stamps = now;
        try {
            context = read();
            LOG.info("the certificate {} was read again", settings.certificate());
        } catch (IOException e) {
            LOG.error("the certificate or its key changed and the old ones stay in use: {}", trouble(e));
        }
    }

    private boolean isSame(List<FileStamp> now) {
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).isSameAs(stamps.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<FileStamp> stamp() {
        return Stream.concat(Stream.of(settings.certificate(), settings.key()), settings.clientCa().stream())
                .map(FileStamp::of)
                .toList();
    }

    private SslContext read() throws IOException {
        List<X509Certificate> chain = PemFiles.certificates(settings.certificate());
        PrivateKey key = PemFiles.key(settings.key());
        if (!PemFiles.belong(key, chain.getFirst())) {
            throw new IOException(
                    settings.key() + " is not the key of the first certificate of " + settings.certificate());
        }
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2");
        if (settings.clientCa().isPresent()) {
            // Optional, since a token does as well.
            builder.clientAuth(ClientAuth.OPTIONAL)
                    .trustManager(PemFiles.certificates(settings.clientCa().get()));
        }
        return builder.build();
    }

    private static String trouble(IOException e) {
        Path missing = e instanceof NoSuchFileException none ? Path.of(none.getFile()) : null;
        return missing == null ? String.valueOf(e.getMessage()) : missing + " is not there";
    }
}
