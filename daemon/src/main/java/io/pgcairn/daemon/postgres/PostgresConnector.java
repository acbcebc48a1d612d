package io.pgcairn.daemon.postgres;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Opens connections to one cluster. The driver connects and authenticates. */
public final class PostgresConnector {
    /** The driver's own answers are waited for this long; replication connections have their own patience. */
    static final Duration SQL_TIMEOUT = Duration.ofMinutes(10);

    private static final Map<String, String> TARGETS = Map.of(
            "any", "any",
            "primary", "primary",
            "read-write", "primary",
            "standby", "secondary",
            "read-only", "secondary",
            "prefer-standby", "preferSecondary");

    private final PostgresSettings settings;
    private final Passwords passwords;
    private final Clock clock;

    public PostgresConnector(PostgresSettings settings) {
        this(settings, System.getenv(), Clock.systemUTC());
    }

    /** @param environment where PGPASSWORD, PGPASSFILE and HOME are looked up */
    public PostgresConnector(PostgresSettings settings, Map<String, String> environment, Clock clock) {
        this(settings, new Passwords(environment), clock);
    }

    private PostgresConnector(PostgresSettings settings, Passwords passwords, Clock clock) {
        this.settings = settings;
        this.passwords = passwords;
        this.clock = clock;
    }

    public PostgresSettings settings() {
        return settings;
    }

    /**
     * The whole environment in which PostgreSQL's own programs reach this server and a database, secrets included.
     *
     * @param database any name
     */
    public Map<String, String> environment(String database) {
        return new ProgramEnvironment(settings, passwords).of(database);
    }

    /** An ordinary connection for queries; an answer that takes over ten minutes is given up. */
    public Connection sql() throws PostgresException {
        return sql(SQL_TIMEOUT);
    }

    /** @param patience for each of the server's answers, at least a second */
    Connection sql(Duration patience) throws PostgresException {
        Properties properties = properties(settings.database());
        PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(patience.toSeconds()));
        return connect(properties, new SocketCapture());
    }

    /**
     * As {@link #sql()}, with settings of its own for the session.
     *
     * @param settings as a server's command line takes them: {@code -c name=value}
     */
    public Connection sql(String settings) throws PostgresException {
        Properties properties = properties(this.settings.database());
        PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(SQL_TIMEOUT.toSeconds()));
        PGProperty.OPTIONS.set(properties, settings);
        return connect(properties, new SocketCapture());
    }

    /** A connection for physical replication. */
    public ReplicationConnection replication() throws PostgresException {
        if (!settings.parameters().getOrDefault(ConnectionUri.TARGET, "any").equals("any")) {
            return new PostgresConnector(settings.at(chosenServer()), passwords, clock).replication();
        }
        Properties properties = properties("replication");
        PGProperty.REPLICATION.set(properties, "true");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.SOCKET_TIMEOUT.set(
                properties, Long.toString(settings.connectTimeout().toSeconds()));
        SocketCapture capture = new SocketCapture();
        Connection connection = connect(properties, capture);
        try {
            return new ReplicationConnection(this, connection, capture.wire(), clock);
        } catch (IOException | SQLException e) {
            closeQuietly(connection);
            throw new PostgresException.Unreachable(
                    "", doing() + ": " + e.getMessage(), "check the network to the server", e);
        }
    }

    /** The host that has the wanted role: the driver finds it by a query that a replication connection refuses. */
    private PostgresSettings.HostPort chosenServer() throws PostgresException {
        SocketCapture capture = new SocketCapture();
        Properties properties = properties(settings.database());
        PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(SQL_TIMEOUT.toSeconds()));
        Connection connection = connect(properties, capture);
        try {
            return capture.server(settings.hosts());
        } catch (IOException e) {
            throw new PostgresException.Unreachable(
                    "", doing() + ": " + e.getMessage(), "check the network to the server", e);
        } finally {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The error that made us close it is the one to tell.
        }
    }

    private Connection connect(Properties properties, SocketCapture capture) throws PostgresException {
        String url = "jdbc:postgresql://" + DriverPlace.of(settings) + "/"
                + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8);
        try {
            Connection connection = capture.during(() -> new Driver().connect(url, properties));
            if (connection == null) {
                throw new SQLException("the driver does not take " + url);
            }
            return connection;
        } catch (SQLException e) {
            throw DriverPlace.isUnanswered(settings, e) ? DriverPlace.unanswered(doing(), e) : translate(doing(), e);
        }
    }

    private String doing() {
        return "cannot connect to PostgreSQL at " + settings.servers() + " as " + settings.user();
    }

    private Properties properties(String passwordDatabase) throws PostgresException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, settings.user());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.LOGIN_TIMEOUT.set(properties, "0"); // otherwise another thread connects, and captures nothing
        PGProperty.SSL_FACTORY.set(properties, CapturingTlsFactory.class.getName());
        PGProperty.CONNECT_TIMEOUT.set(
                properties, Long.toString(settings.connectTimeout().toSeconds()));
        Map<String, String> given = settings.parameters();
        PGProperty.APPLICATION_NAME.set(properties, given.getOrDefault("application_name", "pgcairn"));
        PGProperty.TARGET_SERVER_TYPE.set(properties, TARGETS.get(given.getOrDefault(ConnectionUri.TARGET, "any")));
        set(PGProperty.SSL_MODE, properties, "sslmode");
        set(PGProperty.SSL_ROOT_CERT, properties, "sslrootcert");
        set(PGProperty.SSL_CERT, properties, "sslcert");
        set(PGProperty.SSL_KEY, properties, "sslkey");
        set(PGProperty.CHANNEL_BINDING, properties, "channel_binding");
        DriverPlace.sockets(settings, properties);
        passwords.find(settings, passwordDatabase).ifPresent(found -> PGProperty.PASSWORD.set(properties, found));
        return properties;
    }

    private void set(PGProperty property, Properties properties, String parameter) {
        if (settings.parameters().containsKey(parameter)) {
            property.set(properties, settings.parameters().get(parameter));
        }
    }

    /** The typed error for what the driver reports. */
    static PostgresException translate(String doing, SQLException e) {
        ServerErrorMessage told = e instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
        String state = e.getSQLState();
        String message = told == null ? e.getMessage() : told.getMessage();
        String detail = told == null ? "" : told.getDetail();
        return new ServerError(
                        "", state == null ? "" : state, message == null ? "" : message, detail == null ? "" : detail)
                .toException(doing, e);
    }
}
