package io.pgcairn.daemon.http;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells who is at the other end of a connection. */
final class Peers {
    private Peers() {}

    static Peer of(Channel connection) {
        if (Boolean.TRUE.equals(connection.attr(Pipelines.TRUSTED).get())) {
            return Peer.SOCKET;
        }
        if (!(connection.remoteAddress() instanceof InetSocketAddress address)) {
            return Peer.LOOPBACK;
        }
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        String name = address.getAddress() == null
                ? address.toString()
                : address.getAddress().getHostAddress();
        return new Peer(name, false, tls != null, tls == null ? Optional.empty() : commonName(tls));
    }

    /** Of a certificate that TLS has checked; one with several has none. */
    private static Optional<String> commonName(SslHandler tls) {
        Certificate[] chain;
        try {
            chain = tls.engine().getSession().getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
        if (!(chain[0] instanceof X509Certificate certificate)) {
            return Optional.empty();
        }
        try {
            List<String> names = new LdapName(
                            certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .toList();
            return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
