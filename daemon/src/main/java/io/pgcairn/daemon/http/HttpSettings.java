package io.pgcairn.daemon.http;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the endpoint listens, whom it lets in, and its limits.
 *
 * @param listen a loopback address, or any with TLS and access; port 0 takes a free one
 * @param hosts further names under which the endpoint may be addressed, without port
 * @param socket the Unix socket beside it; empty for none
 * @param tls with what it proves itself; empty for plain text
 * @param access who is let in
 * @param limits what clients can make it hold
 */
public record HttpSettings(
        InetSocketAddress listen,
        Set<String> hosts,
        Optional<Path> socket,
        Optional<TlsSettings> tls,
        AccessSettings access,
        HttpLimits limits) {
    public HttpSettings {
        hosts = Set.copyOf(hosts);
    }

    /** For the processes of this host, by TCP alone. */
    public static HttpSettings defaults(InetSocketAddress listen) {
        return new HttpSettings(
                listen, Set.of(), Optional.empty(), Optional.empty(), AccessSettings.OPEN, HttpLimits.DEFAULT);
    }

    HttpSettings with(HttpLimits other) {
        return new HttpSettings(listen, hosts, socket, tls, access, other);
    }

    HttpSettings with(AccessSettings other) {
        return new HttpSettings(listen, hosts, socket, tls, other, limits);
    }

    HttpSettings with(TlsSettings other) {
        return new HttpSettings(listen, hosts, socket, Optional.of(other), access, limits);
    }

    HttpSettings withSocket(Path other) {
        return new HttpSettings(listen, hosts, Optional.of(other), tls, access, limits);
    }
}
