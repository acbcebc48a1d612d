package io.pgcairn.daemon.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The environment in which PostgreSQL's own programs reach the server that the connector reaches. Everything goes by
 * environment, since other users see a process's arguments.
 */
final class ProgramEnvironment {
    private static final Map<String, String> VARIABLES = Map.of(
            "sslmode",
            "PGSSLMODE",
            "sslrootcert",
            "PGSSLROOTCERT",
            "sslcert",
            "PGSSLCERT",
            "sslkey",
            "PGSSLKEY",
            "channel_binding",
            "PGCHANNELBINDING",
            ConnectionUri.CONNECT_TIMEOUT,
            "PGCONNECT_TIMEOUT",
            ConnectionUri.TARGET,
            "PGTARGETSESSIONATTRS");

    private final PostgresSettings settings;
    private final Passwords passwords;

    ProgramEnvironment(PostgresSettings settings, Passwords passwords) {
        this.settings = settings;
        this.passwords = passwords;
    }

    Map<String, String> of(String database) {
        Map<String, String> variables = new HashMap<>(passwords.environment());
        // Variables of the daemon that libpq knows and the driver does not must not lead elsewhere.
        variables.keySet().removeIf(name -> name.startsWith("PG"));
        List<PostgresSettings.HostPort> hosts = settings.hosts();
        variables.put(
                "PGHOST", hosts.stream().map(PostgresSettings.HostPort::host).collect(Collectors.joining(",")));
        variables.put(
                "PGPORT",
                hosts.stream().map(host -> Integer.toString(host.port())).collect(Collectors.joining(",")));
        variables.put("PGUSER", settings.user());
        variables.put("PGDATABASE", database);
        variables.put("PGAPPNAME", settings.parameters().getOrDefault("application_name", "pgcairn"));
        variables.put(
                "PGCONNECT_TIMEOUT", Long.toString(settings.connectTimeout().toSeconds()));
        variables.put("PGGSSENCMODE", "disable");
        VARIABLES.forEach((parameter, variable) -> {
            if (settings.parameters().containsKey(parameter)) {
                variables.put(variable, settings.parameters().get(parameter));
            }
        });
        // A file tells one host's password from another's; where it can, libpq looks into it by itself.
        variables.putAll(passwords.variables(settings, database));
        return variables;
    }
}
