package io.pgcairn.daemon.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to reach one cluster, as a libpq-style URI says it.
 *
 * @param hosts tried in this order
 * @param user the role to log in as
 * @param database for ordinary connections; replication connections name none
 * @param password from the URI; empty if it has none, and then the environment and the password file are asked
 * @param parameters the URI's other parameters by their libpq names, all known ones
 */
public record PostgresSettings(
        List<HostPort> hosts, String user, String database, String password, Map<String, String> parameters) {
    /** PostgreSQL's port where the URI names none. */
    public static final int DEFAULT_PORT = 5432;

    private static final String DEFAULT_CONNECT_TIMEOUT = "10";

    /**
     * One server.
     *
     * @param host a name or an address, an IPv6 address without brackets; or the directory of its Unix socket
     */
    public record HostPort(String host, int port) {
        public HostPort {
            if (host.isBlank() || port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
            }
        }

        /** It is reached by its Unix socket, where neither names nor TLS play a part. */
        public boolean isSocket() {
            return host.startsWith("/");
        }

        /** The Unix socket's file. */
        String socketFile() {
            return host + (host.endsWith("/") ? "" : "/") + ".s.PGSQL." + port;
        }

        @Override
        public String toString() {
            return isSocket() ? socketFile() : address();
        }

        private String address() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    public PostgresSettings {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
        if (hosts.isEmpty() || user.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException("PostgreSQL needs a host, a user and a database");
        }
        if (hosts.stream().map(HostPort::isSocket).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "a PostgreSQL URI names hosts or directories of Unix sockets, and not both");
        }
    }

    /**
     * Reads {@code postgresql://user[:password]@host[:port][,host[:port]]/database?name=value&...}. A host that is
     * empty, or a directory written with {@code %2F} or given as the parameter {@code host}, means Unix sockets; there
     * the user may be left out, and is then who runs this process.
     *
     * @throws IllegalArgumentException the URI is broken or asks for what is not supported; the message never holds
     *     the password
     */
    public static PostgresSettings parse(String uri) {
        return ConnectionUri.parse(uri);
    }

    /** The server is on this host, reached by its Unix socket. */
    public boolean isSocket() {
        return hosts.getFirst().isSocket();
    }

    /** The servers as messages name them: {@code h1:5432,h2:5432}. */
    public String servers() {
        return hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    /** The same for one of the hosts, whatever its role. */
    PostgresSettings at(HostPort host) {
        Map<String, String> others = new HashMap<>(parameters);
        others.remove(ConnectionUri.TARGET);
        return new PostgresSettings(List.of(host), user, database, password, others);
    }

    Duration connectTimeout() {
        return Duration.ofSeconds(
                Long.parseLong(parameters.getOrDefault(ConnectionUri.CONNECT_TIMEOUT, DEFAULT_CONNECT_TIMEOUT)));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + user + (password.isEmpty() ? "" : ":***") + "@" + servers() + "/" + database;
    }
}
