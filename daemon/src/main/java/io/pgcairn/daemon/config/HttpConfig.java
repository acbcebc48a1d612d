package io.pgcairn.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the HTTP endpoint listens, and whom it lets in.
 *
 * @param host an address of the loopback interface, or any with {@code tls} and {@code access}
 * @param port 0 to 65535; 0 takes any free one
 * @param socket the Unix socket; empty for where systemd wants one, if it does
 * @param tls with what it proves itself
 * @param access who is let in, by scope; none at all if there is no such section
 */
public record HttpConfig(
        String host, int port, Optional<Path> socket, Optional<Tls> tls, Map<AccessScope, Access> access) {
    /** What a caller may be let in for. */
    public enum AccessScope {
        RESTORE,
        METRICS,
        ADMIN
    }

    /**
     * TLS.
     *
     * @param certificate PEM, with its chain
     * @param key PEM
     * @param clientCa whose clients' certificates are believed
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}

    /**
     * Who has a scope.
     *
     * @param tokenFile a token a line
     * @param clients common names of client certificates
     */
    public record Access(Optional<Path> tokenFile, List<String> clients) {
        public Access {
            clients = List.copyOf(clients);
        }
    }

    public HttpConfig {
        access = Map.copyOf(access);
        if (host.isEmpty() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no address to listen at: " + host + ":" + port);
        }
    }

    /** For the processes of this host, by TCP alone. */
    public HttpConfig(String host, int port) {
        this(host, port, Optional.empty(), Optional.empty(), Map.of());
    }

    /** The file with the tokens of a scope. */
    public Optional<Path> tokenFile(AccessScope scope) {
        return Optional.ofNullable(access.get(scope)).flatMap(Access::tokenFile);
    }
}
