package io.pgcairn.daemon.postgres;

import io.pgcairn.daemon.postgres.PostgresSettings.HostPort;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** Where the driver is sent: it takes hosts with ports, and a factory of sockets. */
final class DriverPlace {
    private DriverPlace() {}

    /** The servers as they stand in the driver's URL. */
    static String of(PostgresSettings settings) {
        if (!settings.isSocket()) {
            return settings.servers();
        }
        return settings.hosts().stream()
                .map(host -> new HostPort(UnixPlaces.address(host.host()), host.port()).toString())
                .collect(Collectors.joining(","));
    }

    /** The sockets that the driver is to use. As libpq does, whatever is said of TLS is left out on a Unix socket. */
    static void sockets(PostgresSettings settings, Properties properties) {
        if (!settings.isSocket()) {
            PGProperty.SOCKET_FACTORY.set(properties, CapturingSocketFactory.class.getName());
            return;
        }
        PGProperty.SOCKET_FACTORY.set(properties, UnixSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, UnixPlaces.text(settings.hosts()));
        for (PGProperty property : List.of(PGProperty.SSL_ROOT_CERT, PGProperty.SSL_CERT, PGProperty.SSL_KEY)) {
            properties.remove(property.getName());
        }
        PGProperty.SSL_MODE.set(properties, "disable");
    }

    /** Nobody answered on a Unix socket: the driver's words would name the address that stands for it. */
    static boolean isUnanswered(PostgresSettings settings, SQLException e) {
        return settings.isSocket() && e.getCause() instanceof IOException;
    }

    static PostgresException unanswered(String doing, SQLException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new PostgresException.Unreachable(
                "",
                doing + ": " + cause.getMessage(),
                "check that PostgreSQL runs on this host, and that unix_socket_directories and port are these;"
                        + " name another directory as postgresql:///postgres?host=DIRECTORY",
                e);
    }
}
