package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads connection URIs strictly. No message repeats the text, since it may hold a password. */
final class ConnectionUri {
    static final String CONNECT_TIMEOUT = "connect_timeout";
    static final String PASSFILE = "passfile";
    static final String TARGET = "target_session_attrs";

    /** Parameters with a fixed set of values; those with an empty set take any text. */
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "sslmode",
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "sslrootcert",
            Set.of(),
            "sslcert",
            Set.of(),
            "sslkey",
            Set.of(),
            "application_name",
            Set.of(),
            "channel_binding",
            Set.of("disable", "prefer", "require"),
            PASSFILE,
            Set.of(),
            CONNECT_TIMEOUT,
            Set.of(),
            TARGET,
            Set.of("any", "primary", "read-write", "standby", "read-only", "prefer-standby"));

    private ConnectionUri() {}

    static PostgresSettings parse(String uri) {
        String rest = afterScheme(uri);
        int question = rest.indexOf('?');
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(rest.substring(question + 1));
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at < 1) {
            throw new IllegalArgumentException("a PostgreSQL URI names its user: postgresql://user@host/database");
        }
        String login = authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon), "user");
        String password = colon < 0 ? "" : decode(login.substring(colon + 1), "password");
        String database = slash < 0 ? "" : decode(place.substring(slash + 1), "database");
        return new PostgresSettings(
                hosts(authority.substring(at + 1)), user, database.isEmpty() ? user : database, password, parameters);
    }

    private static String afterScheme(String uri) {
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (uri.startsWith(scheme)) {
                return uri.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("a PostgreSQL URI starts with postgresql://");
    }

    private static List<HostPort> hosts(String text) {
        List<HostPort> hosts = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            hosts.add(host(one));
        }
        return hosts;
    }

    private static HostPort host(String text) {
        int colon = text.lastIndexOf(':');
        int bracket = text.lastIndexOf(']');
        String host = decode(colon > bracket ? text.substring(0, colon) : text, "host");
        if (host.isEmpty() || host.startsWith("/") || host.startsWith("@")) {
            throw unixSocket();
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets in a PostgreSQL URI: [::1]");
        }
        return new HostPort(host, colon > bracket ? port(text.substring(colon + 1)) : PostgresSettings.DEFAULT_PORT);
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("a PostgreSQL URI has a port that is not a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static IllegalArgumentException unixSocket() {
        return new IllegalArgumentException("Unix sockets are not supported: name a host such as 127.0.0.1");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals), "parameter");
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), key);
            checkParameter(key, value);
            if (found.put(key, value) != null) {
                throw new IllegalArgumentException("a PostgreSQL URI names " + key + " twice");
            }
        }
        return found;
    }

    private static void checkParameter(String key, String value) {
        if (key.equals("host") && value.startsWith("/")) {
            throw unixSocket();
        }
        Set<String> values = PARAMETERS.get(key);
        if (values == null) {
            throw new IllegalArgumentException("a PostgreSQL URI has the unknown parameter " + key + "; known are "
                    + String.join(", ", new TreeMap<>(PARAMETERS).keySet()));
        }
        if (value.isEmpty() || !values.isEmpty() && !values.contains(value)) {
            throw new IllegalArgumentException("a PostgreSQL URI has " + key + "=" + value
                    + (values.isEmpty()
                            ? ""
                            : "; possible are "
                                    + String.join(", ", values.stream().sorted().toList())));
        }
        if (key.equals(CONNECT_TIMEOUT) && !value.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("connect_timeout is a number of seconds from 1 to 9999");
        }
    }

    private static String decode(String text, String what) {
        try {
            // A plus stands for itself in libpq's URIs.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a PostgreSQL URI has a broken percent sign in its " + what);
        }
    }
}
