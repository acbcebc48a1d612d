package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
    private static final Map<String, Set<String>> PARAMETERS = Map.ofEntries(
            Map.entry("host", Set.of()),
            Map.entry("port", Set.of()),
            Map.entry("sslmode", Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
            Map.entry("sslrootcert", Set.of()),
            Map.entry("sslcert", Set.of()),
            Map.entry("sslkey", Set.of()),
            Map.entry("application_name", Set.of()),
            Map.entry("channel_binding", Set.of("disable", "prefer", "require")),
            Map.entry(PASSFILE, Set.of()),
            Map.entry(CONNECT_TIMEOUT, Set.of()),
            Map.entry(TARGET, Set.of("any", "primary", "read-write", "standby", "read-only", "prefer-standby")));

    private ConnectionUri() {}

    static PostgresSettings parse(String uri) {
        String rest = afterScheme(uri);
        int question = rest.indexOf('?');
        Map<String, String> parameters = question < 0 ? new TreeMap<>() : parameters(rest.substring(question + 1));
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String login = authority.substring(0, Math.max(0, at));
        int colon = login.indexOf(':');
        List<HostPort> hosts = UriHosts.read(authority.substring(at + 1), parameters);
        String user = user(decode(colon < 0 ? login : login.substring(0, colon), "user"), hosts);
        String password = colon < 0 ? "" : decode(login.substring(colon + 1), "password");
        String database = slash < 0 ? "" : decode(place.substring(slash + 1), "database");
        return new PostgresSettings(hosts, user, database.isEmpty() ? user : database, password, parameters);
    }

    /** On a Unix socket who asks is known; a host elsewhere is to be told. */
    private static String user(String named, List<HostPort> hosts) {
        if (named.isEmpty() && !hosts.getFirst().isSocket()) {
            throw new IllegalArgumentException("a PostgreSQL URI names its user: postgresql://user@host/database");
        }
        return named.isEmpty() ? System.getProperty("user.name", "postgres") : named;
    }

    private static String afterScheme(String uri) {
        for (String scheme : List.of("postgresql://", "postgres://")) {
            if (uri.startsWith(scheme)) {
                return uri.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("a PostgreSQL URI starts with postgresql://");
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

    static String decode(String text, String what) {
        try {
            // A plus stands for itself in libpq's URIs.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a PostgreSQL URI has a broken percent sign in its " + what);
        }
    }
}
